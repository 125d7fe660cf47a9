import type { Reply, RequestOptions } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

/** A way of writing the headers of a request that changes nothing of what they mean. */
export interface Spelling {
  /** Completes `a request …`. */
  how: string;
  headers: NonNullable<RequestOptions['headers']>;
}

/** Each has to be served; `faultOf` may find more wrong with an answer. */
export async function judgeServedAlike(
  context: CheckContext,
  spellings: readonly Spelling[],
  faultOf: (reply: Reply) => string | undefined = () => undefined,
): Promise<CheckOutcome> {
  const session = await openReady(context);
  if ('verdict' in session) return session;
  const attempts = await Promise.all(
    spellings.map(async ({ how, headers }) => ({
      how,
      reply: await session.request(harmlessMethod(context.revision), undefined, { headers, timeoutMs: patienceMs }),
    })),
  );
  for (const { how, reply } of attempts) {
    const fault = reply.result === undefined ? `got ${describeReply(reply)}` : faultOf(reply);
    if (fault !== undefined) return context.violated(`a request ${how} ${fault}`, replyEvidence(reply));
  }
  return context.passed(`served: a request ${attempts.map(({ how }) => how).join(', and one ')}`);
}
