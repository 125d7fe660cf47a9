import { type Frame, isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { isProgress, membersOf, observeStreams } from './observe-streams.ts';
import { sessionHttp } from './session-http.ts';

export const httpNoBroadcastCheck: Check = {
  ...sessionHttp,
  id: 'http-no-broadcast',
  title: 'With several streams open each message comes on one of them only',
  level: 'MUST',
  spec: 'basic/transports#multiple-connections',
  fix: 'Send each message on one stream only: what belongs to a request on its POST, the rest on one of the GET streams.',
  async run(context) {
    const observed = await observeStreams(context, 2);
    if ('verdict' in observed) return observed;
    const { session, progressToken } = observed;
    const seen = new Map<string, Frame>();
    let count = 0;
    for (const frame of context.transcript.frames) {
      if (frame.connection !== session.connection || frame.kind !== 'message' || frame.direction !== 'received')
        continue;
      for (const message of membersOf(frame).filter((one) => isUnique(one, progressToken))) {
        count++;
        const key = JSON.stringify(message);
        const earlier = seen.get(key);
        if (earlier !== undefined && earlier.stream !== frame.stream) {
          const reason = `a message came on the streams ${earlier.stream} and ${frame.stream}: ${quoteFrame(frame)}`;
          return context.violated(reason, [earlier, frame]);
        }
        seen.set(key, frame);
      }
    }
    if (count === 0) return context.untestable('nothing came that can be told from all other messages');
    const open = observed.streams.filter(({ isOpen }) => isOpen).length;
    return context.passed(`of ${count} messages beside ${open} open GET streams none came twice`);
  },
};

/** Two change notifications, or refusals without an id, may look alike without being the same. */
function isUnique(message: JsonValue, progressToken: string): boolean {
  const hasId = isJsonObject(message) && message.id !== undefined && message.id !== null;
  return hasId || isProgress(message, progressToken);
}
