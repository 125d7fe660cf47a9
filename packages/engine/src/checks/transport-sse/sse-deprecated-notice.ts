import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { openStandaloneStream } from '../transport-http/standalone-stream.ts';
import { isEndpointEvent } from './sse-streams.ts';

/** An endpoint event comes at once. */
const firstEventMs = 300;

export const sseDeprecatedNoticeCheck: Check = {
  id: 'sse-deprecated-notice',
  area: 'transport-sse',
  title: 'The deprecated transport HTTP+SSE is not offered any more',
  level: 'SHOULD',
  revisions: ['2024-11-05', ...modernRevisions],
  transports: ['http-sse', 'streamable-http'],
  isolation: 'session',
  spec: 'deprecated',
  fix: 'Offer Streamable HTTP, and switch HTTP+SSE off once your clients know it: the transport is deprecated and will be removed.',
  async run(context) {
    // To offer it is allowed for now, so it is reported and no more.
    if (context.transport === 'http-sse') {
      return context.informed('the server is reached by HTTP+SSE, which is deprecated; Streamable HTTP replaces it');
    }
    const session = await context.open({ handshake: 'none' });
    const arrival = session.collect(firstEventMs, isEndpointEvent);
    const stream = await openStandaloneStream(context, session, { 'MCP-Protocol-Version': null });
    const frames = stream.isOpen ? await arrival : [];
    stream.close();
    const endpoint = frames.find(isEndpointEvent);
    if (endpoint === undefined)
      return context.passed('GET on the endpoint opens no stream of HTTP+SSE', replyEvidence(stream.reply));
    return context.informed('GET on the endpoint still opens a stream of HTTP+SSE, which is deprecated', [endpoint]);
  },
};
