import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListChangedUndeclared } from '../tools/judge-list-changed.ts';

export const promptsListChangedUndeclaredCheck: Check = {
  id: 'prompts-list-changed-undeclared',
  area: 'prompts',
  title: 'No prompts/list_changed comes without listChanged',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/prompts#capabilities',
  fix: 'Declare prompts.listChanged, or do not send the notification.',
  run: (context) => judgeListChangedUndeclared(context, 'prompts'),
};
