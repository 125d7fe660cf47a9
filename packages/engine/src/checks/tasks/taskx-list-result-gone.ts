import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { extensionMeta, noTasks, taskTransports, unknownTaskId } from './tasks-scope.ts';

export const taskxListResultGoneCheck: Check = {
  id: 'taskx-list-result-gone',
  area: 'tasks',
  title: 'tasks/list and tasks/result are gone',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'changelog',
  fix: 'Answer tasks/list and tasks/result with error −32601 at this revision.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const session = await context.shared();
    const taskId = unknownTaskId(context);
    const options = { meta: extensionMeta, timeoutMs: patienceMs };

    const replies = await Promise.all([
      session.request('tasks/list', undefined, options),
      session.request('tasks/result', { taskId }, options),
    ]);
    const wrong = replies.find(({ error }) => error?.code !== -32601);
    if (wrong === undefined)
      return context.passed('tasks/list and tasks/result got error -32601', replyEvidence(...replies));
    const method = wrong === replies[0] ? 'tasks/list' : 'tasks/result';
    return context.violated(`expected error -32601; ${method} got ${describeReply(wrong)}`, replyEvidence(wrong));
  },
};
