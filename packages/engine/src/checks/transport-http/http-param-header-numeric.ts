import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { openMirroredCall, sendCall } from './mirrored-call.ts';
import { modernHttp } from './modern-http.ts';

export const httpParamHeaderNumericCheck: Check = {
  ...modernHttp,
  id: 'http-param-header-numeric',
  title: 'Numbers in Mcp-Param headers are compared as numbers',
  level: 'SHOULD',
  spec: 'basic/transports/streamable-http#server-validation',
  fix: 'Compare an Mcp-Param-* header of an integer argument by its value, so that 42.0 equals 42.',
  async run(context) {
    const ready = await openMirroredCall(context);
    if ('verdict' in ready) return ready;
    const { session, call } = ready;
    const parameter = call.parameters.find(({ value }) => Number.isInteger(value));
    if (parameter === undefined) {
      return context.untestable(`${call.name} repeats no integer in a header: name another tool as calls.mirrored`);
    }
    const { header, argument, value } = parameter;
    const reply = await sendCall(session, { ...call, headers: { ...call.headers, [header]: `${String(value)}.0` } });
    const told = `${call.name} with ${argument} ${String(value)} and "${header}: ${String(value)}.0" got ${describeReply(reply)}`;
    return reply.result === undefined
      ? context.violated(told, replyEvidence(reply))
      : context.passed(told, replyEvidence(reply));
  },
};
