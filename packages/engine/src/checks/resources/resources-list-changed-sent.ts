import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListChangedSent } from '../tools/judge-list-changed.ts';

export const resourcesListChangedSentCheck: Check = {
  id: 'resources-list-changed-sent',
  area: 'resources',
  title: 'A changed list of resources is told of',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'server',
  spec: 'server/resources#list-changed-notification',
  fix: 'Send notifications/resources/list_changed when the list changes: to every legacy session, and since 2026-07-28 on each subscription that asked for it.',
  run: (context) => judgeListChangedSent(context, 'resources'),
};
