import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { toSentinel } from './header-probes.ts';
import { modernHttp } from './modern-http.ts';
import { namedRequests } from './named-requests.ts';

export const httpNameBase64AcceptedCheck: Check = {
  ...modernHttp,
  id: 'http-name-base64-accepted',
  title: 'An Mcp-Name in Base64 is as good as a plain one',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#value-encoding',
  fix: 'Decode =?base64?…?= in Mcp-Name, as UTF-8, before you compare it with the body.',
  async run(context) {
    const requests = namedRequests(context);
    if (!Array.isArray(requests)) return requests;
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const attempts = await Promise.all(
      requests.map(async ({ method, params, name, headers }) => {
        const plain = await session.request(method, params, { headers, timeoutMs: patienceMs });
        const encoded = { ...headers, 'Mcp-Name': toSentinel(name) };
        return {
          method,
          plain,
          reply: await session.request(method, params, { headers: encoded, timeoutMs: patienceMs }),
        };
      }),
    );
    const served = attempts.filter(({ plain }) => plain.result !== undefined);
    if (served.length === 0) {
      const [first] = attempts;
      return context.untestable(`the plain ${first?.method} got ${first ? describeReply(first.plain) : 'nothing'}`);
    }
    const faulty = served.find(({ reply }) => reply.result === undefined);
    if (faulty === undefined) {
      return context.passed(`served with the name in Base64: ${served.map(({ method }) => method).join(', ')}`);
    }
    const reason = `${faulty.method} is served with a plain Mcp-Name, and with the same name in Base64 got ${describeReply(faulty.reply)}`;
    return context.violated(reason, replyEvidence(faulty.plain, faulty.reply));
  },
};
