import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { isResponse, membersOf, observeStreams } from './observe-streams.ts';
import { sessionHttp } from './session-http.ts';
import { describeHead } from './standalone-stream.ts';

export const httpGetNoResponsesCheck: Check = {
  ...sessionHttp,
  id: 'http-get-no-responses',
  title: 'The GET stream carries no response',
  level: 'MUST',
  spec: 'basic/transports#listening-for-messages-from-the-server',
  fix: 'Send the response to a POST on that POST; on a GET stream only when the client resumes a lost one.',
  async run(context) {
    const observed = await observeStreams(context, 1);
    if ('verdict' in observed) return observed;
    const [stream] = observed.streams;
    if (stream === undefined || !stream.isOpen) {
      return context.notApplicable(`the server offers no GET stream: ${stream ? describeHead(stream.reply) : 'none'}`);
    }
    const messages = stream.messages();
    const response = messages.find((frame) => membersOf(frame).some(isResponse));
    if (response !== undefined) {
      return context.violated(`a response came on the GET stream: ${quoteFrame(response)}`, [response]);
    }
    return context.passed(
      `beside ${observed.replies.length} requests ${messages.length} messages came on the GET stream, none a response`,
    );
  },
};
