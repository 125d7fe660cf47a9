import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { ordinaryRequests } from './exchanges.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

const allowed = ['application/json', 'text/event-stream'];

export const httpRequestContentTypeCheck: Check = {
  id: 'http-request-content-type',
  area: 'transport-http',
  title: 'A request is answered as JSON or as an event stream',
  level: 'MUST',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'tour',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Set Content-Type: application/json or text/event-stream on every successful answer to a request.',
  run(context) {
    const answered = ordinaryRequests(context).flatMap((exchange) => {
      const { head, status = 0, contentType, message } = exchange;
      return head !== undefined && status < 300 ? [{ frame: head, status, contentType, method: message.method }] : [];
    });
    return judgeEach(
      context,
      answered,
      { subjects: 'successful answers to requests', sound: 'are JSON or an event stream' },
      ({ method, status, contentType }) =>
        allowed.some((type) => type === contentType)
          ? undefined
          : `${method} got HTTP ${status} with ${contentType === undefined ? 'no Content-Type' : `Content-Type ${contentType}`}`,
    );
  },
};
