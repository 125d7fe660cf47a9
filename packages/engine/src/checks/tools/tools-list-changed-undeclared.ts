import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListChangedUndeclared } from './judge-list-changed.ts';

export const toolsListChangedUndeclaredCheck: Check = {
  id: 'tools-list-changed-undeclared',
  area: 'tools',
  title: 'No tools/list_changed comes without listChanged',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#capabilities',
  fix: 'Declare tools.listChanged, or do not send the notification.',
  run: (context) => judgeListChangedUndeclared(context, 'tools'),
};
