import { type Frame, isJsonObject, type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { extensionMeta, noTasks, nothingRun, taskTransports } from './tasks-scope.ts';

export const taskxListenIdsCheck: Check = {
  id: 'taskx-listen-ids',
  area: 'tasks',
  title: 'A subscription to tasks needs the extension, and says to which it is',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#task-status-notifications',
  fix: 'Answer subscriptions/listen with taskIds by error −32021 where the extension is not declared, and list the tasks that are followed in the acknowledgement.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const call = context.call('task');
    if (call === undefined) return context.needsCall('task');
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const created = await callTool(session, context.tour.tools, call, { meta: extensionMeta, timeoutMs: patienceMs });
    const taskId = isJsonObject(created.result) ? created.result.taskId : undefined;
    if (typeof taskId !== 'string') return nothingRun(context, 'task');
    const options = { timeoutMs: patienceMs };
    const refused = await session.listen({ taskIds: [taskId] }, options);
    const [first] = refused.frames;
    await refused.close();
    const error = isJsonObject(first?.json) ? first.json.error : undefined;
    if (!isJsonObject(error) || error.code !== -32021) {
      const came = first === undefined ? 'nothing' : quoteFrame(first);
      return context.violated(
        `without the extension, subscriptions/listen with taskIds should get error -32021; ${came} came`,
        [first],
      );
    }
    const stream = await session.listen({ taskIds: [taskId] }, { ...options, meta: extensionMeta });
    const [acknowledgement] = stream.frames;
    await stream.close();
    const ids = acknowledgedIds(acknowledgement);
    if (ids === undefined) {
      const came = acknowledgement === undefined ? 'nothing' : quoteFrame(acknowledgement);
      return context.violated(`expected an acknowledgement, ${came} came`, [acknowledgement]);
    }
    // Which it follows is up to the server; what it did not hear of it cannot follow.
    const strange = ids.find((id) => id !== taskId);
    if (strange !== undefined) {
      return context.violated(`the acknowledgement names ${quoteJson(strange)}, which was not asked for`, [
        acknowledgement,
      ]);
    }
    const followed = ids.length === 0 ? 'no task' : 'the task';
    return context.passed(`refused without the extension; with it ${followed} is followed`, [first, acknowledgement]);
  },
};

/** The tasks that are followed, or undefined for a frame that is no acknowledgement. */
function acknowledgedIds(frame: Frame | undefined): JsonValue[] | undefined {
  if (!isJsonObject(frame?.json) || frame.json.method !== 'notifications/subscriptions/acknowledged') return undefined;
  const { params } = frame.json;
  const honoured =
    isJsonObject(params) && isJsonObject(params.notifications) ? params.notifications.taskIds : undefined;
  return Array.isArray(honoured) ? honoured : [];
}
