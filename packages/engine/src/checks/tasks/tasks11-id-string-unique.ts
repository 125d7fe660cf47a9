import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { createdTasks } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

/** What no one tries out. */
const leastBits = 64;

export const tasks11IdStringUniqueCheck: Check = {
  id: 'tasks11-id-string-unique',
  area: 'tasks',
  title: 'Task ids are strings, each for one task, and hard to guess',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#task-id-requirements',
  fix: 'Generate ids with a cryptographic random number of 128 bits, for example a UUID of version 4.',
  run(context) {
    const created = createdTasks(context);
    const wrong = created.find(({ task: { taskId } }) => typeof taskId !== 'string' || taskId === '');
    if (wrong !== undefined) {
      return context.violated(`expected a string as taskId, got ${quoteJson(wrong.task.taskId)}`, [wrong.frame]);
    }
    const twice = created.find(
      ({ task }, index) => created.findIndex((one) => one.task.taskId === task.taskId) < index,
    );
    if (twice !== undefined)
      return context.violated(`two tasks have the id ${quoteJson(twice.task.taskId)}`, [twice.frame]);
    const weak = created.find(({ task }) => bitsIn(String(task.taskId)) < leastBits);
    if (weak !== undefined) {
      const reason = `the task id ${quoteJson(weak.task.taskId)} can be guessed, which harms wherever tasks are not bound to who created them`;
      return context.warned(reason, [weak.frame]);
    }
    const wording = { subjects: 'task ids', sound: 'are strings, different, and long enough' };
    return judgeTasks(context, 'task', created, wording, () => undefined);
  },
};

/** How many bits an id of these characters can hold at the most. */
function bitsIn(id: string): number {
  const alphabet = [/[0-9]/, /[a-z]/, /[A-Z]/].reduce(
    (size, kind, index) => size + (kind.test(id) ? ([10, 26, 26][index] ?? 0) : 0),
    0,
  );
  return id.replace(/[^0-9A-Za-z]/g, '').length * Math.log2(Math.max(alphabet, 2));
}
