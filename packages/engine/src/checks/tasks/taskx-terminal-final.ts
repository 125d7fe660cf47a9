import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeFinalStatus } from './judge-final-status.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxTerminalFinalCheck: Check = {
  id: 'taskx-terminal-final',
  area: 'tasks',
  title: 'A task that has ended stays as it ended',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#tasks',
  fix: 'Ignore everything that would change the status of a task that is completed, failed or cancelled.',
  run: judgeFinalStatus,
};
