import { type Frame, isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { resultsOf } from './task-sightings.ts';
import { declaresPart, noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11ListContainsCheck: Check = {
  id: 'tasks11-list-contains',
  area: 'tasks',
  title: 'Every task that can be got is listed',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#task-listing',
  fix: 'List in tasks/list, over all its pages, each task that tasks/get gives to the same client.',
  run(context) {
    if (noTasks(context) === undefined && !declaresPart(context, 'list'))
      return context.notApplicable('tasks.list is not declared');
    const lists = wholeLists(context);
    const wording = { subjects: 'complete lists of tasks', sound: 'have every task that can be got' };
    return judgeTasks(context, 'task', lists, wording, ({ first, frame, ids }) => {
      const known = resultsOf(context, 'tasks/get').filter(
        ({ sent, result }) => result !== undefined && sent.connection === frame.connection && sent.seq < first,
      );
      const missing = known.find(({ params }) => !ids.includes(params.taskId ?? null));
      return (
        missing &&
        `task ${quoteJson(missing.params.taskId)} was got before, and is not among the ${ids.length} of tasks/list`
      );
    });
  },
};

/** The ids of all pages, for each walk from the first page to the last. */
function wholeLists(context: CheckContext): { frame: Frame; first: number; ids: JsonValue[] }[] {
  const lists: { frame: Frame; first: number; ids: JsonValue[] }[] = [];
  const open = new Map<number, { first: number; ids: JsonValue[] }>();
  for (const { sent, frame, params, result } of resultsOf(context, 'tasks/list')) {
    if (!Array.isArray(result?.tasks)) continue;
    const begun = params.cursor === undefined ? { first: sent.seq, ids: [] } : open.get(frame.connection);
    if (begun === undefined) continue;
    const list = {
      ...begun,
      ids: [...begun.ids, ...result.tasks.map((task) => (isJsonObject(task) ? (task.taskId ?? null) : null))],
    };
    open.set(frame.connection, list);
    if (result.nextCursor === undefined) lists.push({ ...list, frame });
  }
  return lists;
}
