import type { Check } from '../../check/check.ts';
import { judgeFinalStatus } from './judge-final-status.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11TransitionsCheck: Check = {
  id: 'tasks11-transitions',
  area: 'tasks',
  title: 'A task that has ended stays as it ended',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#task-status-lifecycle',
  fix: 'Ignore everything that would change the status of a task that is completed, failed or cancelled.',
  run: judgeFinalStatus,
};
