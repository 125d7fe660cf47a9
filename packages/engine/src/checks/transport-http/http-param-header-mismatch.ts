import { encodeHeaderValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { type MirroredParameter, openMirroredCall, sendCall } from './mirrored-call.ts';
import { headerMismatch, modernHttp } from './modern-http.ts';

export const httpParamHeaderMismatchCheck: Check = {
  ...modernHttp,
  id: 'http-param-header-mismatch',
  title: 'An Mcp-Param header that differs from its argument is refused with 400 and -32020',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-behavior-for-custom-headers',
  fix: 'Compare every Mcp-Param-* header with the argument it repeats before the tool runs; where they differ answer 400 with error -32020.',
  async run(context) {
    const ready = await openMirroredCall(context);
    if ('verdict' in ready) return ready;
    const { session, call } = ready;
    const [parameter] = call.parameters;
    if (parameter === undefined) return context.untestable(`${call.name} repeats no argument at the top level`);
    const headers = { ...call.headers, [parameter.header]: otherValue(parameter) };
    const reply = await sendCall(session, { ...call, headers });
    const told = `${call.name} whose ${parameter.header} differs from ${parameter.argument} got ${describeReply(reply)}`;
    return reply.status === 400 && reply.error?.code === headerMismatch
      ? context.passed(told, replyEvidence(reply))
      : context.violated(`expected HTTP 400 with error ${headerMismatch}; ${told}`, replyEvidence(reply));
  },
};

function otherValue({ value }: MirroredParameter): string {
  if (typeof value === 'number') return String(value + 1);
  if (typeof value === 'boolean') return String(!value);
  return encodeHeaderValue(`${String(value)}-other`);
}
