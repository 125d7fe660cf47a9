import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListChangedUndeclared } from '../tools/judge-list-changed.ts';

export const resourcesListChangedUndeclaredCheck: Check = {
  id: 'resources-list-changed-undeclared',
  area: 'resources',
  title: 'No resources/list_changed comes without listChanged',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#capabilities',
  fix: 'Declare resources.listChanged, or do not send the notification.',
  run: (context) => judgeListChangedUndeclared(context, 'resources'),
};
