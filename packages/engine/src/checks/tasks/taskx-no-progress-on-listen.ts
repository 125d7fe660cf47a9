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
    const subscriptions = context.tour.frames().filter(isTaskSubscription);
    const tasks = serverMessages(context).filter(({ frame }) => isOnSubscription(context, subscriptions, frame));
    const wording = { subjects: 'messages on subscriptions to tasks', sound: 'are neither progress nor logs' };
    return judgeTasks(context, 'task', tasks, wording, ({ message }) =>
      unwanted.includes(String(message.method)) ? `${quoteJson(message)} came on a subscription to tasks` : undefined,
    );
  },
};

function isTaskSubscription({ direction, json }: Frame): boolean {
  if (direction !== 'sent' || !isJsonObject(json) || json.method !== 'subscriptions/listen') return false;
  const asked = isJsonObject(json.params) ? json.params.notifications : undefined;
  return isJsonObject(asked) && 'taskIds' in asked;
}

/** Whether a frame came on one of the subscriptions that asked for tasks: by its stream over HTTP, over stdio by its tag. */
function isOnSubscription({ transport }: CheckContext, all: readonly Frame[], frame: Frame): boolean {
  const subscriptions = all.filter(({ connection }) => connection === frame.connection);
  if (transport !== 'stdio') return subscriptions.some(({ stream }) => stream === frame.stream);
  const params = isJsonObject(frame.json) && isJsonObject(frame.json.params) ? frame.json.params : {};
  const tag = metaOf(params)[subscriptionIdKey];
  return tag !== undefined && subscriptions.some(({ json }) => isJsonObject(json) && json.id === tag);
}
