import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { hasNoCancelNotification } from './cancel-scope.ts';
import { type Cancellation, judgeIgnored } from './judge-ignored.ts';

const malformed: readonly Cancellation[] = [
  { what: 'a cancellation without requestId', params: { reason: 'no id' }, mayBeRefused: true },
  { what: 'one with an object for requestId', params: { requestId: { id: 1 } }, mayBeRefused: true },
  { what: 'one with true for requestId', params: { requestId: true }, mayBeRefused: true },
  { what: 'one without params', params: undefined, mayBeRefused: true },
];

export const cancelMalformedIgnoredCheck: Check = {
  id: 'cancel-malformed-ignored',
  area: 'cancellation',
  title: 'A cancellation that makes no sense is passed over',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/patterns/cancellation#error-handling',
  fix: 'Drop a notifications/cancelled without a requestId that is a string or a number; a notification is never answered.',
  async run(context) {
    const outside = hasNoCancelNotification(context);
    if (outside !== undefined) return outside;
    const session = await borrowReady(context);
    return 'verdict' in session ? session : judgeIgnored(context, session, malformed);
  },
};
