import { isJsonObject, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { actAs } from '../auth/actor.ts';
import { authTransports } from '../auth/auth-scope.ts';
import { requireProbeToken } from '../auth/require-token.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

const taskTtlMs = 60_000;

export const tasks11IsolationCheck: Check = {
  id: 'tasks11-isolation',
  area: 'tasks',
  title: 'A task can be seen and ended by its own user only',
  level: 'MUST',
  revisions: ['2025-11-25'],
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/utilities/tasks#task-isolation-and-access-control',
  fix: 'Keep with every task whose token created it, and treat it as unknown to everybody else: in tasks/get, tasks/result, tasks/list and tasks/cancel.',
  async run(context) {
    const token = await requireProbeToken(context, 'secondUser');
    if (typeof token !== 'string') return token;
    const session = await openReady(context);
    if ('verdict' in session) return session;
    if (!isJsonObject(session.capabilities.tasks)) return context.notApplicable('the server declares no tasks');
    const call = context.call('taskSlow') ?? context.call('task');
    if (call === undefined) return context.needsCall('taskSlow');
    const created = await callTool(session, context.tour.tools, call, { params: { task: { ttl: taskTtlMs } } });
    const task = isJsonObject(created.result) ? created.result.task : undefined;
    const taskId = isJsonObject(task) ? task.taskId : undefined;
    if (typeof taskId !== 'string') return context.untestable(`the call became no task: ${describeReply(created)}`);
    const actor = await actAs(context, `Bearer ${token}`);
    const attempts: { method: string; reply: Reply }[] = [];
    for (const method of ['tasks/get', 'tasks/cancel', 'tasks/list']) {
      attempts.push({ method, reply: await actor.request(method, method === 'tasks/list' ? {} : { taskId }) });
    }
    await actor.leave();
    await session.request('tasks/cancel', { taskId });
    const seen = attempts.filter(({ method, reply }) => shows(method, reply, taskId));
    const [first] = seen;
    if (first !== undefined) {
      const told = seen.map(({ method, reply }) => `${method} got ${describeReply(reply)}`).join('; ');
      return context.violated(`with the token of another user ${told}`, replyEvidence(created, first.reply));
    }
    return context.passed(
      'to another user the task is unknown, and not in the list',
      replyEvidence(created, attempts[0]?.reply),
    );
  },
};

function shows(method: string, { result }: Reply, taskId: string): boolean {
  if (!isJsonObject(result)) return false;
  if (method !== 'tasks/list') return true;
  return Array.isArray(result.tasks) && result.tasks.some((task) => isJsonObject(task) && task.taskId === taskId);
}
