import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { extensionMeta, noTasks, nothingRun, taskTransports } from './tasks-scope.ts';

export const taskxDurableBeforeAnswerCheck: Check = {
  id: 'taskx-durable-before-answer',
  area: 'tasks',
  title: 'A task can be got as soon as it was handed out',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#task-creation',
  fix: 'Store the task, and wait until it can be found everywhere, before answering the call.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const call = context.call('task');
    if (call === undefined) return context.needsCall('task');
    const session = await context.shared();
    // A process of its own knows nothing of tasks in the memory of another.
    const other = context.transport === 'stdio' ? session : await openReady(context);
    if ('verdict' in other) return other;
    const created = await callTool(session, context.tour.tools, call, { meta: extensionMeta, timeoutMs: patienceMs });
    const taskId = isJsonObject(created.result) ? created.result.taskId : undefined;
    if (typeof taskId !== 'string') return nothingRun(context, 'task');
    const got = await other.request('tasks/get', { taskId }, { meta: extensionMeta, timeoutMs: patienceMs });
    const where = other === session ? '' : ' on another connection';
    const said = `right after the task was handed out, tasks/get${where} got ${describeReply(got)}`;
    if (isJsonObject(got.result) && got.result.taskId === taskId)
      return context.passed(said, replyEvidence(created, got));
    return context.violated(said, replyEvidence(created, got));
  },
};
