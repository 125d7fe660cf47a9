import { type Frame, isJsonObject, type JsonValue, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { messagesIn } from '../jsonrpc/server-messages.ts';
import { findProgressCall, progressMethod } from './seen-progress.ts';

export const progressTokensDistinctCheck: Check = {
  id: 'progress-tokens-distinct',
  area: 'progress',
  title: 'The progress of two calls at once does not get mixed up',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/patterns/progress#behavior-requirements',
  fix: 'Keep the progress token with the work of its own request; do not hold "the current token" in a shared variable.',
  async run(context) {
    const call = findProgressCall(context);
    if (call === undefined) return context.needsCall('progress');
    const session = await context.shared();
    const number = 1 + Math.floor(context.random() * 1e9);
    const tokens: JsonValue[] = [`lab-one-${number}`, number];
    const replies = await Promise.all(
      tokens.map((progressToken) =>
        callTool(session, context.tour.tools, call, { meta: { progressToken }, timeoutMs: patienceMs }),
      ),
    );
    const sent = replies.flatMap((reply) => reply.sent);
    const since = sent[0]?.seq ?? 0;
    const frames = context.transcript.frames.filter(
      ({ connection, seq }) => connection === session.connection && seq >= since,
    );
    const values = tokens.map((token) => messagesIn(frames, session.transport).filter(isProgressOf(token)));
    for (const [index, own] of values.entries()) {
      const at = own.findIndex(
        ({ message }, place) => place > 0 && progressIn(message) <= progressIn(own[place - 1]?.message),
      );
      const [before, after] = [own[at - 1], own[at]];
      if (before !== undefined && after !== undefined) {
        const reason = `with two calls at once the progress of token ${quoteJson(tokens[index])} is that of both: ${quoteFrame(before.frame)}, then ${quoteFrame(after.frame)}`;
        return context.violated(reason, [...sent, before.frame, after.frame]);
      }
      const stray = own.find(({ frame }) => isOnStreamOf(frame, replies[1 - index]?.sent));
      if (stray !== undefined) {
        const reason = `progress of one call came on the stream of the other: ${quoteFrame(stray.frame)}`;
        return context.violated(reason, [...sent, stray.frame]);
      }
    }
    if (values.some((own) => own.length === 0)) {
      return context.untestable(`two calls of ${quoteJson(call.name)} at once did not both bring progress`);
    }
    const counts = values.map((own) => own.length).join(' and ');
    return context.passed(`two calls at once got ${counts} progress notifications, each its own`, sent);
  },
};

function isProgressOf(token: JsonValue) {
  return ({ message }: { message: Record<string, JsonValue> }) =>
    message.method === progressMethod && isJsonObject(message.params) && message.params.progressToken === token;
}

function progressIn(message: Record<string, JsonValue> | undefined): number {
  const value = isJsonObject(message?.params) ? message.params.progress : undefined;
  return typeof value === 'number' ? value : Number.NaN;
}

/** Only Streamable HTTP has a stream for each request. */
function isOnStreamOf({ stream }: Frame, sent: readonly Frame[] = []): boolean {
  return stream?.startsWith('post-') === true && sent.some((frame) => frame.stream === stream);
}
