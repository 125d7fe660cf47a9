import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';
import { serverMessages } from './server-messages.ts';

export const rpcNotificationNoIdCheck: Check = {
  id: 'rpc-notification-no-id',
  area: 'jsonrpc',
  title: 'Notifications have no id',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#notifications',
  fix: 'Leave the "id" member out of notifications altogether; null is an id too.',
  run(context) {
    const notifications = serverMessages(context).filter(
      ({ message }) => typeof message.method === 'string' && message.method.startsWith('notifications/'),
    );
    return judgeEach(context, notifications, { subjects: 'notifications', sound: 'have no id' }, ({ message }) =>
      'id' in message ? `expected no id in a notification, got ${quoteJson(message)}` : undefined,
    );
  },
};
