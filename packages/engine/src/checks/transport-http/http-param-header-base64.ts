import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { toSentinel } from './header-probes.ts';
import { openMirroredCall, sendCall } from './mirrored-call.ts';
import { modernHttp } from './modern-http.ts';

export const httpParamHeaderBase64Check: Check = {
  ...modernHttp,
  id: 'http-param-header-base64',
  title: 'An Mcp-Param header in Base64 is decoded, and refused where that fails',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#value-encoding',
  fix: 'Decode =?base64?…?= in Mcp-Param-* as UTF-8 before you compare; answer broken Base64 with 400 and error -32020.',
  async run(context) {
    const ready = await openMirroredCall(context);
    if ('verdict' in ready) return ready;
    const { session, call } = ready;
    const parameter = call.parameters.find(({ value }) => typeof value === 'string');
    if (parameter === undefined) {
      return context.untestable(`${call.name} repeats no text in a header: name another tool as calls.mirrored`);
    }
    const { header, value } = parameter;
    const encoded = { ...call.headers, [header]: toSentinel(String(value)) };
    const broken = { ...call.headers, [header]: '=?base64?%%%not-base64%%%?=' };
    const good = await sendCall(session, { ...call, headers: encoded });
    if (good.result === undefined) {
      const reason = `${call.name} with ${header} in Base64 got ${describeReply(good)}`;
      return context.violated(`${reason}; plain it is served`, replyEvidence(good));
    }
    const bad = await sendCall(session, { ...call, headers: broken });
    const told = `${call.name} with broken Base64 in ${header} got ${describeReply(bad)}`;
    return bad.status === 400 && bad.result === undefined
      ? context.passed(`served with ${header} in Base64; ${told}`, replyEvidence(bad))
      : context.violated(`expected HTTP 400; ${told}`, replyEvidence(bad));
  },
};
