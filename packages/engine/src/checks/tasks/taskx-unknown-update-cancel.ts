import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { extensionMeta, noTasks, taskTransports, unknownTaskId } from './tasks-scope.ts';

export const taskxUnknownUpdateCancelCheck: Check = {
  id: 'taskx-unknown-update-cancel',
  area: 'tasks',
  title: 'tasks/update and tasks/cancel of a task that does not exist get error −32602',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#protocol-errors',
  fix: 'Answer tasks/update and tasks/cancel with error −32602 where the taskId is not known.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const session = await context.shared();
    const taskId = unknownTaskId(context);
    const options = { meta: extensionMeta, timeoutMs: patienceMs };

    const replies = await Promise.all([
      session.request('tasks/update', { taskId, inputResponses: {} }, options),
      session.request('tasks/cancel', { taskId }, options),
    ]);
    const wrong = replies.find(({ error }) => error?.code !== -32602);
    if (wrong === undefined)
      return context.passed('tasks/update and tasks/cancel got error -32602', replyEvidence(...replies));
    const method = wrong === replies[0] ? 'tasks/update' : 'tasks/cancel';
    const reason = `expected error -32602 for a task that does not exist; ${method} got ${describeReply(wrong)}`;
    return context.violated(reason, replyEvidence(wrong));
  },
};
