import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { resultsOf } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11CreateResultCheck: Check = {
  id: 'tasks11-create-result',
  area: 'tasks',
  title: 'A call that is taken as a task is answered with the task',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#result-retrieval',
  fix: 'Answer at once with an object whose member task is the new task; the result of the tool comes by tasks/result.',
  run(context) {
    const calls = resultsOf(context, 'tools/call').filter(
      ({ params, result }) => isJsonObject(params.task) && result !== undefined && supportsTasks(context, params.name),
    );
    const slowest = Math.max(0, ...calls.map(({ sent, frame }) => (frame.lastByteNs - sent.lastByteNs) / 1e6));
    const wording = {
      subjects: 'accepted calls as tasks',
      sound: `got a task, the slowest after ${Math.round(slowest)} ms`,
    };
    return judgeTasks(context, 'task', calls, wording, ({ result, params }) =>
      isJsonObject(result?.task) ? undefined : `${quoteJson(params.name)} got no task but ${quoteJson(result)}`,
    );
  },
};

function supportsTasks({ tour }: CheckContext, name: JsonValue | undefined): boolean {
  const execution = tour.tools.find((tool) => tool.name === name)?.execution;
  const support = isJsonObject(execution) ? execution.taskSupport : undefined;
  return support === 'optional' || support === 'required';
}
