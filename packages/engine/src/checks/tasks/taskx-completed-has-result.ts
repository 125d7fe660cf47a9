import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { vocabularyOf } from '../../revision/vocabulary.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxCompletedHasResultCheck: Check = {
  id: 'taskx-completed-has-result',
  area: 'tasks',
  title: 'A completed task carries the result of its call',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-polling',
  fix: 'Put the result of the tool into the member result of a task that is completed.',
  run(context) {
    const done = sightingsInRun(context).filter(
      ({ task, source }) => task.status === 'completed' && source !== 'create',
    );
    const { 'tools/call': shape } = vocabularyOf(context.revision).results;
    const wording = { subjects: 'completed tasks in messages', sound: 'carry a result' };
    return judgeTasks(context, 'task', done, wording, ({ task }) => {
      if (!isJsonObject(task.result)) return `expected an object as result, got ${quoteJson(task)}`;
      // The examples of the text leave out the type of the inner result.
      const result = { resultType: 'complete', ...task.result };
      const [fault] = shape === undefined ? [] : checkShape(shape, result, 'result');
      return fault && `${fault} in ${quoteJson(task)}`;
    });
  },
};
