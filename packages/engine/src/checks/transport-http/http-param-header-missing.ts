import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { openMirroredCall, sendCall, without } from './mirrored-call.ts';
import { modernHttp } from './modern-http.ts';

export const httpParamHeaderMissingCheck: Check = {
  ...modernHttp,
  id: 'http-param-header-missing',
  title: 'A call that lacks the Mcp-Param header of an argument it gives is refused',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-behavior-for-custom-headers',
  fix: 'Require the Mcp-Param-* header of every annotated argument that has a value; without it answer 400 with error -32020.',
  async run(context) {
    const ready = await openMirroredCall(context);
    if ('verdict' in ready) return ready;
    const { session, call } = ready;
    const attempts = await Promise.all(
      Object.keys(call.headers).map(async (header) => {
        const reply = await sendCall(session, { ...call, headers: without(call, header) });
        return { reply, told: `${call.name} without ${header} got ${describeReply(reply)}` };
      }),
    );
    const served = attempts.find(({ reply }) => reply.status !== 400 || reply.result !== undefined);
    if (served !== undefined) return context.violated(`expected HTTP 400; ${served.told}`, replyEvidence(served.reply));
    return context.passed(attempts.map(({ told }) => told).join('; '), replyEvidence(attempts[0]?.reply));
  },
};
