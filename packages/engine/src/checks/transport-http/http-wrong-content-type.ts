import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

export const httpWrongContentTypeCheck: Check = {
  id: 'http-wrong-content-type',
  area: 'transport-http',
  title: 'A POST of text/plain is refused',
  level: 'MAY',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Answer other types than application/json with 415: text/plain is what a foreign web page may post without asking.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const reply = await session.request(harmlessMethod(context.revision), undefined, {
      headers: { 'Content-Type': 'text/plain' },
    });
    const { status = 0 } = reply;
    const evidence = replyEvidence(reply);
    if (status >= 400 && status < 500) return context.passed(`refused with HTTP ${status}`, evidence);
    return context.violated(`expected HTTP 4xx, best 415, to text/plain; got ${describeReply(reply)}`, evidence);
  },
};
