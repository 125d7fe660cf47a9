import type { Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { openMirroredCall } from './mirrored-call.ts';
import { headerMismatch, modernHttp } from './modern-http.ts';

/** Bytes a header value must not have as they are: they belong into the Base64 form. */
const suffixes = [
  ['raw UTF-8', 'é'],
  ['a control character', '\u0001'],
] as const;

export const httpParamHeaderInvalidCharsCheck: Check = {
  ...modernHttp,
  id: 'http-param-header-invalid-chars',
  title: 'An Mcp-Param header with bytes that have to be encoded is refused',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-behavior-for-custom-headers',
  fix: 'Refuse Mcp-Param-* values with control characters or bytes outside ASCII with 400 and error -32020, even where they would match.',
  async run(context) {
    const ready = await openMirroredCall(context);
    if ('verdict' in ready) return ready;
    const { session, call } = ready;
    const parameter = call.parameters.find(({ value }) => typeof value === 'string');
    if (parameter === undefined) {
      return context.untestable(`${call.name} repeats no text in a header: name another tool as calls.mirrored`);
    }
    const attempts = await Promise.all(
      suffixes.map(async ([what, suffix], index) => {
        // Header and argument are equal, so that nothing but the bytes can be wrong.
        const value = `${String(parameter.value)}${suffix}`;
        const params = { name: call.name, arguments: { ...call.arguments, [parameter.argument]: value } };
        const raw = Buffer.from(value, 'utf8').toString('latin1');
        const reply = await session.rawExchange({
          body: JSON.stringify(buildRequest(context.revision, `raw-${index}`, 'tools/call', params)),
          headers: { ...call.headers, [parameter.header]: raw },
          timeoutMs: patienceMs,
        });
        return { told: `${call.name} with ${what} in ${parameter.header} got ${describeReply(reply)}`, reply };
      }),
    );
    const served = attempts.find(({ reply }) => reply.result !== undefined);
    if (served !== undefined) return context.violated(served.told, replyEvidence(served.reply));
    const unclear = attempts.find(({ reply }) => !isRefusal(reply));
    if (unclear !== undefined) return context.untestable(unclear.told);
    return context.passed(attempts.map(({ told }) => told).join('; '), replyEvidence(attempts[0]?.reply));
  },
};

/** Also a front server that hangs up on such bytes has refused them. An error of the tool's own says nothing. */
function isRefusal({ status, error, outcome }: Reply): boolean {
  return status === 400 || error?.code === headerMismatch || outcome === 'failed';
}
