import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noTasks, taskTransports, unknownTaskId } from './tasks-scope.ts';

export const taskxUndeclaredMethodsCheck: Check = {
  id: 'taskx-undeclared-methods',
  area: 'tasks',
  title: 'The methods of tasks need the extension',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#protocol-errors',
  fix: 'Answer tasks/get, tasks/update and tasks/cancel with error −32021 where the request does not declare the extension.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const session = await context.shared();
    const taskId = unknownTaskId(context);
    const options = { timeoutMs: patienceMs };

    const methods = ['tasks/get', 'tasks/update', 'tasks/cancel'];
    const replies = await Promise.all(
      methods.map((method) =>
        session.request(method, method === 'tasks/update' ? { taskId, inputResponses: {} } : { taskId }, options),
      ),
    );
    const at = replies.findIndex(({ error }) => error?.code !== -32021);
    const wrong = replies[at];
    if (wrong === undefined) return context.passed(`${methods.join(', ')} got error -32021`, replyEvidence(replies[0]));
    const reason = `expected error -32021 for a client without the extension; ${methods[at]} got ${describeReply(wrong)}`;
    return context.violated(reason, replyEvidence(wrong));
  },
};
