import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { openMirroredCall, sendCall, without } from './mirrored-call.ts';
import { headerMismatch, modernHttp } from './modern-http.ts';

export const httpParamHeaderNotExpectedCheck: Check = {
  ...modernHttp,
  id: 'http-param-header-not-expected',
  title: 'An argument that is not given needs no Mcp-Param header',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-behavior-for-custom-headers',
  fix: 'Expect no Mcp-Param-* header for an argument that is absent or null.',
  async run(context) {
    const ready = await openMirroredCall(context);
    if ('verdict' in ready) return ready;
    const { session, call } = ready;
    const optional = call.parameters.find(({ isRequired }) => !isRequired);
    if (optional === undefined) {
      return context.untestable(
        `every argument that ${call.name} repeats in a header is required: name another tool as calls.mirrored`,
      );
    }
    const { [optional.argument]: _left, ...args } = call.arguments;
    const headers = without(call, optional.header);
    const reply = await sendCall(session, { name: call.name, arguments: args, headers });
    const told = `${call.name} without the argument ${optional.argument} and without ${optional.header} got ${describeReply(reply)}`;
    if (reply.result !== undefined) return context.passed(told, replyEvidence(reply));
    const isOfHeaders = reply.error?.code === headerMismatch || reply.status === 400;
    return isOfHeaders ? context.violated(told, replyEvidence(reply)) : context.untestable(told);
  },
};
