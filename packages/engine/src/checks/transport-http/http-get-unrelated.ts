import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { isProgress, membersOf, observeStreams } from './observe-streams.ts';
import { sessionHttp } from './session-http.ts';
import { describeHead } from './standalone-stream.ts';

export const httpGetUnrelatedCheck: Check = {
  ...sessionHttp,
  id: 'http-get-unrelated',
  title: 'What belongs to a request in flight does not come on the GET stream',
  level: 'SHOULD',
  spec: 'basic/transports#listening-for-messages-from-the-server',
  fix: 'Send the progress of a request on the stream of its POST, not on the GET stream.',
  async run(context) {
    const observed = await observeStreams(context, 1);
    if ('verdict' in observed) return observed;
    const [stream] = observed.streams;
    if (stream === undefined || !stream.isOpen) {
      return context.notApplicable(`the server offers no GET stream: ${stream ? describeHead(stream.reply) : 'none'}`);
    }
    const { called, progressToken } = observed;
    const isOurs = (json: Parameters<typeof isProgress>[0]) => isProgress(json, progressToken);
    const stray = stream.messages().find((frame) => membersOf(frame).some(isOurs));
    if (stray !== undefined) {
      const reason = `progress of a call in flight came on the GET stream: ${quoteFrame(stray)}`;
      return context.violated(reason, [...(called?.sent ?? []), stray]);
    }
    const own = called?.related.filter((frame) => membersOf(frame).some(isOurs)) ?? [];
    if (own.length === 0) return context.needsCall('progress');
    return context.passed(`all ${own.length} progress notifications of a call came on its own stream`);
  },
};
