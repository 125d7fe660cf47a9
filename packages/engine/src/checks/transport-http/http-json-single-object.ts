import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { ordinaryRequests } from './exchanges.ts';
import { streamableHttpOnly } from './streamable-http-scope.ts';

export const httpJsonSingleObjectCheck: Check = {
  id: 'http-json-single-object',
  area: 'transport-http',
  title: 'A JSON answer is one object',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: streamableHttpOnly,
  isolation: 'tour',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Return the response object itself, not an array around it: batches ended with 2025-06-18.',
  run(context) {
    const bodies = ordinaryRequests(context)
      .filter(({ status = 0, contentType }) => status < 300 && contentType === 'application/json')
      .flatMap(({ message, received }) => received.map((frame) => ({ frame, method: message.method })));
    if (bodies.length === 0) return context.notApplicable('no request was answered with application/json');
    return judgeEach(context, bodies, { subjects: 'JSON answers', sound: 'are one object' }, ({ frame, method }) => {
      if (isJsonObject(frame.json) || frame.droppedBytes > 0) return undefined;
      return `${method} got ${frame.parseError ?? 'no object'}: ${quoteFrame(frame)}`;
    });
  },
};
