import { isJsonObject, type JsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { responsesSince } from '../jsonrpc/probe.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';

/** What an answer may take longer than the one to the request sent after it. */
const settleMs = 100;

export interface Cancellation {
  /** What it is, as the subject of a sentence. */
  what: string;
  params: JsonObject | undefined;
  /** Whether an HTTP error is a fitting way of not accepting it. */
  mayBeRefused?: boolean;
}

/** Sends cancellations that are to be passed over, and judges that nothing answers them and the server goes on. */
export async function judgeIgnored(
  context: CheckContext,
  session: Session,
  cancellations: readonly Cancellation[],
): Promise<CheckOutcome> {
  const mark = context.transcript.now();
  const isHttp = session.transport !== 'stdio';
  const notified = await Promise.all(
    cancellations.map(async (one) => ({
      ...one,
      reply: await session.notify('notifications/cancelled', one.params, { timeoutMs: patienceMs }),
    })),
  );
  const after = await session.request(harmlessMethod(session.revision), undefined, { timeoutMs: patienceMs });
  const ids = notified.map(({ params }) => params?.requestId);
  const findAnswer = () => responsesSince(context, session, mark).find(({ message }) => isAnswerTo(message, ids));
  if (!isHttp && findAnswer() === undefined) await session.collect(settleMs, () => findAnswer() !== undefined);
  const sent = notified.flatMap(({ reply }) => reply.sent);
  const refused = notified.find((one) => isHttp && isRefusal(one));
  if (refused !== undefined) {
    const { what, reply } = refused;
    return context.violated(`${what} got ${describeReply(reply)}`, [...reply.sent, reply.frame]);
  }
  const answer = notified.some(({ mayBeRefused }) => mayBeRefused && isHttp) ? undefined : findAnswer();
  if (answer !== undefined) {
    return context.violated(`${told(cancellations)} got ${quoteFrame(answer.frame)}`, [...sent, answer.frame]);
  }
  if (after.outcome === 'answered') {
    return context.passed(`${told(cancellations)} got no answer, and the next request was served`, sent);
  }
  const reason = `after ${told(cancellations)} the next request got ${describeReply(after)}`;
  return context.violated(reason, [...sent, ...after.sent]);
}

function isRefusal({ reply, mayBeRefused }: Cancellation & { reply: Reply }): boolean {
  if ((reply.status ?? 0) >= 500) return true;
  if (mayBeRefused && (reply.status ?? 0) >= 400) return false;
  return (reply.status ?? 0) >= 300 || isJsonObject(reply.message);
}

/** One that names the cancelled request, or none. */
function isAnswerTo({ id }: JsonObject, ids: readonly (JsonValue | undefined)[]): boolean {
  return id === undefined || id === null || ids.includes(id);
}

function told(cancellations: readonly Cancellation[]): string {
  return cancellations.map(({ what }) => what).join(', ');
}
