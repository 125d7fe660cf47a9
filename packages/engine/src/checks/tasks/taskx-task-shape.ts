import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { either, fields, integer, string, words } from '../../revision/shape.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

const taskShape = fields(
  {
    taskId: string,
    status: words('working', 'input_required', 'completed', 'cancelled', 'failed'),
    createdAt: string,
    lastUpdatedAt: string,
    ttlMs: either(integer, { kind: 'null' }),
  },
  { statusMessage: string, pollIntervalMs: integer },
);

export const taskxTaskShapeCheck: Check = {
  id: 'taskx-task-shape',
  area: 'tasks',
  title: 'Every task has its id, status, timestamps and lifetime',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#tasks',
  fix: 'Put taskId, status, createdAt, lastUpdatedAt and ttlMs into every task; ttlMs is an integer or null, pollIntervalMs an integer.',
  run(context) {
    const wording = { subjects: 'tasks in messages', sound: 'have the shape of a task' };
    return judgeTasks(context, 'task', sightingsInRun(context), wording, ({ task, source }) => {
      const [fault] = checkShape(taskShape, task, 'task');
      const stamp = ['createdAt', 'lastUpdatedAt'].find((member) => Number.isNaN(Date.parse(String(task[member]))));
      const wrong = fault ?? (stamp && `task.${stamp} is not a time in ISO 8601`);
      return wrong && `${source}: ${wrong} in ${quoteJson(task)}`;
    });
  },
};
