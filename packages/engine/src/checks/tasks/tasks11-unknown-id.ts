import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { declaresPart, noTasks, tasks11, taskTransports, unknownTaskId } from './tasks-scope.ts';

export const tasks11UnknownIdCheck: Check = {
  id: 'tasks11-unknown-id',
  area: 'tasks',
  title: 'A task that does not exist gets error −32602',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'session',
  spec: 'basic/utilities/tasks#protocol-errors',
  fix: 'Answer tasks/get, tasks/result and tasks/cancel with error −32602 where the taskId is not known.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const session = await context.shared();
    const taskId = unknownTaskId(context);
    const methods = ['tasks/get', 'tasks/result', ...(declaresPart(context, 'cancel') ? ['tasks/cancel'] : [])];
    const replies = await Promise.all(
      methods.map((method) => session.request(method, { taskId }, { timeoutMs: patienceMs })),
    );
    const at = replies.findIndex(({ error }) => error?.code !== -32602);
    const wrong = replies[at];
    if (wrong === undefined)
      return context.passed(`${methods.join(', ')} of an unknown task got error -32602`, replyEvidence(replies[0]));
    const reason = `expected error -32602 for a task that does not exist; ${methods[at]} got ${describeReply(wrong)}`;
    return context.violated(reason, replyEvidence(wrong));
  },
};
