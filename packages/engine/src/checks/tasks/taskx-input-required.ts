import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { vocabularyOf } from '../../revision/vocabulary.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxInputRequiredCheck: Check = {
  id: 'taskx-input-required',
  area: 'tasks',
  title: 'A task that waits for input says for which',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-polling',
  fix: 'Put all requests that are still open into inputRequests of a task in the status input_required.',
  run(context) {
    const waiting = sightingsInRun(context).filter(
      ({ task, source }) => task.status === 'input_required' && source !== 'create',
    );
    const { inputRequired } = vocabularyOf(context.revision);
    const shape = inputRequired?.kind === 'fields' ? inputRequired.optional.inputRequests : undefined;
    const wording = { subjects: 'waiting tasks in messages', sound: 'say what for' };
    return judgeTasks(context, 'taskAsks', waiting, wording, ({ task: { inputRequests } }) => {
      if (!isJsonObject(inputRequests) || Object.keys(inputRequests).length === 0) {
        return `expected requests in inputRequests, got ${quoteJson(inputRequests)}`;
      }
      const [fault] = shape === undefined ? [] : checkShape(shape, inputRequests, 'inputRequests');
      return fault && `${fault} in ${quoteJson(inputRequests)}`;
    });
  },
};
