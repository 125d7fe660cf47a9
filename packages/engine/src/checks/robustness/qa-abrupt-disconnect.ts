import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest, methodHeader } from '../jsonrpc/harmless-request.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly, streamableHttpRevisions } from '../transport-http/streamable-http-scope.ts';
import { cheapMethod } from './cheap-method.ts';
import { stillServes } from './still-serves.ts';

const disconnects = 30;

export const qaAbruptDisconnectCheck: Check = {
  id: 'qa-abrupt-disconnect',
  area: 'robustness',
  title: `${disconnects} connections that are reset do the server no harm`,
  level: 'MUST',
  derived: 'duty',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  destructive: true,
  quiet: 'others',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Handle the error event of every socket and stream: a client may vanish at any moment, also before its answer is written.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const method = cheapMethod(session);
    await Promise.all(
      Array.from({ length: disconnects }, (_, index) => {
        const body = JSON.stringify(buildRequest(context.revision, `reset-${index}`, method));
        return session.rawExchange({
          body,
          headers: methodHeader(session, method),
          // Some vanish with half the request sent, some right after it, some while it is answered.
          script: ({ head, body: sent }) => [
            { send: head },
            { send: index % 3 === 0 ? sent.subarray(0, sent.length >> 1) : sent },
            ...(index % 3 === 2 ? [{ pauseMs: index }] : []),
            { reset: true as const },
          ],
        });
      }),
    );
    const { serves, reply } = await stillServes(session);
    if (serves) return context.passed(`after ${disconnects} reset connections ${method} is served as before`);
    return context.violated(
      `after ${disconnects} reset connections ${method} got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};
