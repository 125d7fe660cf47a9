import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';
import { metaOf } from '../lifecycle/results-in-run.ts';
import { judgeTasks } from './judge-tasks.ts';
import { createdTasks, isTaskEnd, sightingsInRun } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

const overtakingNs = 200e6;

export const tasks11ProgressTokenCheck: Check = {
  id: 'tasks11-progress-token',
  area: 'tasks',
  title: 'Progress of a task keeps the token of its call and stops at its end',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/progress#behavior-requirements',
  fix: 'Report progress with the progressToken of the call that created the task, and no more once the task has ended.',
  run(context) {
    const created = createdTasks(context).filter(({ params }) => metaOf(params).progressToken !== undefined);
    const reports = serverMessages(context).flatMap(({ frame, message: { method, params } }) => {
      if (method !== 'notifications/progress' || !isJsonObject(params)) return [];
      const related = metaOf(params)['io.modelcontextprotocol/related-task'];
      const task = created.find(({ frame: from, task: { taskId }, params: asked }) => {
        const isOwn = isJsonObject(related)
          ? related.taskId === taskId
          : metaOf(asked).progressToken === params.progressToken;
        return isOwn && from.connection === frame.connection && from.seq < frame.seq;
      });
      return task === undefined ? [] : [{ frame, progress: params, task }];
    });
    const sightings = sightingsInRun(context);
    const wording = {
      subjects: 'progress notifications of tasks',
      sound: 'have the right token and come before the end',
    };
    return judgeTasks(context, 'task', reports, wording, ({ frame, progress, task }) => {
      const token = metaOf(task.params).progressToken;
      if (progress.progressToken !== token) {
        return `the token is ${quoteJson(progress.progressToken)}, the call gave ${quoteJson(token)}`;
      }
      const end = sightings.find((seen) => seen.task.taskId === task.task.taskId && isTaskEnd(seen.task.status));
      // Two streams of HTTP may overtake each other by a little.
      const isLate = end !== undefined && frame.firstByteNs - end.frame.lastByteNs > overtakingNs;
      return isLate
        ? `progress came after the task was ${quoteJson(end.task.status)}: ${quoteJson(progress)}`
        : undefined;
    });
  },
};
