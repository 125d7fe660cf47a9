import { type Frame, isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';
import { subscriptionIdKey } from '../lifecycle/modern-scope.ts';
import { metaOf } from '../lifecycle/results-in-run.ts';
import { judgeTasks } from './judge-tasks.ts';
import { taskTransports } from './tasks-scope.ts';

const unwanted = ['notifications/progress', 'notifications/message'];

export const taskxNoProgressOnListenCheck: Check = {
  id: 'taskx-no-progress-on-listen',
  area: 'tasks',
  title: 'No progress and no logs of tasks come on a subscription',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-status-notifications',
  fix: 'Send notifications/tasks on the stream of subscriptions/listen and neither notifications/progress nor notifications/message.',
  run(context) {
    const tasks = serverMessages(context).filter(({ frame }) => isListenStream(context, frame));
    const wording = { subjects: 'messages on subscriptions to tasks', sound: 'are neither progress nor logs' };
    return judgeTasks(context, 'task', tasks, wording, ({ message }) =>
      unwanted.includes(String(message.method)) ? `${quoteJson(message)} came on a subscription to tasks` : undefined,
    );
  },
};

/** Whether a frame belongs to a subscription that asked for tasks: by its stream over HTTP, over stdio by its tag. */
function isListenStream({ tour, transport }: CheckContext, frame: Frame): boolean {
  const subscriptions = tour.frames().filter(({ connection, direction, json }) => {
    const isListen = connection === frame.connection && direction === 'sent' && isJsonObject(json);
    if (!isListen || json.method !== 'subscriptions/listen' || !isJsonObject(json.params)) return false;
    return isJsonObject(json.params.notifications) && 'taskIds' in json.params.notifications;
  });
  if (transport !== 'stdio') return subscriptions.some(({ stream }) => stream === frame.stream);
  const params = isJsonObject(frame.json) && isJsonObject(frame.json.params) ? frame.json.params : {};
  const tag = metaOf(params)[subscriptionIdKey];
  return tag !== undefined && subscriptions.some(({ json }) => isJsonObject(json) && json.id === tag);
}
