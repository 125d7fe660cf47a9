import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { isServerRequest, serverMessages } from '../jsonrpc/server-messages.ts';
import { metaOf } from '../lifecycle/results-in-run.ts';
import { createdTasks, resultsOf } from './task-sightings.ts';
import { nothingRun, tasks11, taskTransports } from './tasks-scope.ts';

const relatedKey = 'io.modelcontextprotocol/related-task';

export const tasks11RelatedMetaCheck: Check = {
  id: 'tasks11-related-meta',
  area: 'tasks',
  title: 'What belongs to a task says to which',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#associating-task-related-messages',
  fix: 'Put io.modelcontextprotocol/related-task with the taskId into _meta of the result of tasks/result and of every request and progress notification of the task.',
  run(context) {
    const results = resultsOf(context, 'tasks/result').filter(({ result }) => result !== undefined);
    if (results.length === 0) return nothingRun(context, 'task', 'gave no result');
    const unrelated = results.find(({ result, params }) => relatedTask(result) !== params.taskId);
    if (unrelated !== undefined) {
      const { sent, frame, result } = unrelated;
      return context.violated(`the result of tasks/result does not name its task: ${quoteJson(result?._meta)}`, [
        sent,
        frame,
      ]);
    }
    const stray = asideOfTasks(context).find(({ message }) => relatedTask(message.params) === undefined);
    if (stray !== undefined) {
      return context.violated(`a message of a task does not name it: ${quoteJson(stray.message)}`, [stray.frame]);
    }
    const superfluous = resultsOf(context, 'tasks/get', 'tasks/list', 'tasks/cancel').find(
      ({ result }) => relatedTask(result) !== undefined,
    );
    if (superfluous !== undefined) {
      const reason = `the result of ${superfluous.method} names its task once more in _meta, which it should not`;
      return context.warned(reason, [superfluous.frame]);
    }
    return context.passed(`${results.length} results and all messages on the way name their task`);
  },
};

function relatedTask(holder: JsonValue | undefined): JsonValue | undefined {
  const related = isJsonObject(holder) ? metaOf(holder)[relatedKey] : undefined;
  return isJsonObject(related) ? related.taskId : undefined;
}

/** Progress with the token of a call that became a task, after it did, and requests on the stream of tasks/result. */
function asideOfTasks(context: CheckContext) {
  const created = createdTasks(context);
  const waiting = new Set(resultsOf(context, 'tasks/result').map(({ sent }) => `${sent.connection} ${sent.stream}`));
  return serverMessages(context).filter(({ frame, message }) => {
    if (message.method === 'notifications/progress') {
      const token = isJsonObject(message.params) ? message.params.progressToken : undefined;
      return created.some(({ frame: from, params }) => {
        return from.connection === frame.connection && from.seq < frame.seq && metaOf(params).progressToken === token;
      });
    }
    // Over stdio everything comes on one stream, and a request may be of anything.
    return (
      context.transport !== 'stdio' && isServerRequest(message) && waiting.has(`${frame.connection} ${frame.stream}`)
    );
  });
}
