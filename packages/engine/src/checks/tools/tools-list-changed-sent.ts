import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListChangedSent } from './judge-list-changed.ts';

export const toolsListChangedSentCheck: Check = {
  id: 'tools-list-changed-sent',
  area: 'tools',
  title: 'A changed list of tools is told of',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'server',
  spec: 'server/tools#list-changed-notification',
  fix: 'Send notifications/tools/list_changed when the list changes: to every legacy session, and since 2026-07-28 on each subscription that asked for it.',
  run: (context) => judgeListChangedSent(context, 'tools'),
};
