import type { Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

const accepts = ['application/json', 'text/event-stream'] as const;

export const httpAcceptInsufficientCheck: Check = {
  id: 'http-accept-insufficient',
  area: 'transport-http',
  title: 'A client that accepts only one of the two types is refused, or gets that type',
  level: 'MAY',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Answer 406 when the type you would send is not in the Accept header, or send one that is.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const told: string[] = [];
    const odd: Reply[] = [];
    const all: Reply[] = [];
    for (const accept of accepts) {
      const reply = await session.request(harmlessMethod(context.revision), undefined, { headers: { Accept: accept } });
      all.push(reply);
      if (!isFitting(reply, accept)) odd.push(reply);
      told.push(`Accept: ${accept} got ${summarise(reply)}`);
    }
    if (odd.length === 0) return context.passed(told.join('; '), replyEvidence(...all));
    return context.violated(told.join('; '), replyEvidence(...odd));
  },
};

function isFitting({ status = 0, contentType }: Reply, accept: string): boolean {
  return (status >= 200 && status < 300 && contentType === accept) || (status >= 400 && status < 500);
}

function summarise(reply: Reply): string {
  if (reply.status === undefined) return describeReply(reply);
  return `HTTP ${reply.status}${reply.status < 300 ? ` as ${reply.contentType ?? 'no type'}` : ''}`;
}
