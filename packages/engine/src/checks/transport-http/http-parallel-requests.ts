import type { Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

const requestCount = 5;

export const httpParallelRequestsCheck: Check = {
  id: 'http-parallel-requests',
  area: 'transport-http',
  title: 'Requests in flight side by side are each answered on their own response',
  level: 'MUST',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#message-flow',
  fix: 'Keep the response of each POST with its own request; a second POST must not take over or end the first.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const lists = declaredLists(session.capabilities).map(({ method }) => method);
    const methods = [...lists, harmlessMethod(context.revision)];
    const ids = Array.from({ length: requestCount }, (_, index) => `parallel-${index}`);
    const replies = await Promise.all(
      ids.map(async (id, index) => {
        const method = methods[index % methods.length] ?? harmlessMethod(context.revision);
        return { id, method, reply: await session.request(method, undefined, { id, timeoutMs: patienceMs }) };
      }),
    );
    const limited = replies.find(({ reply }) => reply.status === 429);
    if (limited !== undefined) return context.untestable(`the server limits the rate: ${describeReply(limited.reply)}`);
    const failed = replies.filter(({ id, reply }) => !isOwnAnswer(reply, id));
    const [first] = failed;
    if (first === undefined) {
      return context.passed(`${requestCount} requests at once were each answered on their own response`);
    }
    const reason = `of ${requestCount} requests at once ${failed.length} did not get their answer: ${first.method} got ${describeReply(first.reply)}`;
    return context.violated(reason, replyEvidence(first.reply));
  },
};

function isOwnAnswer({ message }: Reply, id: string): boolean {
  return message !== undefined && message.id === id;
}
