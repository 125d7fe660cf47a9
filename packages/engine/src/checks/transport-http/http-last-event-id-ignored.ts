import type { Check } from '../../check/check.ts';
import { judgeServedAlike } from './judge-served-alike.ts';
import { modernHttp } from './modern-http.ts';

export const httpLastEventIdIgnoredCheck: Check = {
  ...modernHttp,
  id: 'http-last-event-id-ignored',
  title: 'A request with Last-Event-ID is served as if it had none',
  level: 'SHOULD',
  spec: 'basic/transports/streamable-http#earlier-streamable-http-revisions',
  fix: 'Ignore Last-Event-ID on modern requests: streams of this revision cannot be resumed.',
  run: (context) =>
    judgeServedAlike(context, [{ how: 'with a Last-Event-ID', headers: { 'Last-Event-ID': 'mcp-lab-no-such-event' } }]),
};
