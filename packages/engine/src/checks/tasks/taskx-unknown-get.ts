import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { extensionMeta, noTasks, taskTransports, unknownTaskId } from './tasks-scope.ts';

export const taskxUnknownGetCheck: Check = {
  id: 'taskx-unknown-get',
  area: 'tasks',
  title: 'tasks/get of a task that does not exist gets error −32602',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#protocol-errors',
  fix: 'Answer tasks/get with error −32602 where the taskId is not known.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const session = await context.shared();
    const taskId = unknownTaskId(context);
    const options = { meta: extensionMeta, timeoutMs: patienceMs };

    const reply = await session.request('tasks/get', { taskId }, options);
    const said = `tasks/get of a task that does not exist got ${describeReply(reply)}`;
    if (reply.error?.code === -32602) return context.passed(said, replyEvidence(reply));
    return context.violated(`expected error -32602; ${said}`, replyEvidence(reply));
  },
};
