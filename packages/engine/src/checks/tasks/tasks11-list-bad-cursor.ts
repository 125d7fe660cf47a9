import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { declaresPart, noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11ListBadCursorCheck: Check = {
  id: 'tasks11-list-bad-cursor',
  area: 'tasks',
  title: 'tasks/list refuses a cursor it did not give',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'session',
  spec: 'basic/utilities/tasks#protocol-errors',
  fix: 'Answer tasks/list with error −32602 where the cursor cannot be read.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    if (!declaresPart(context, 'list')) return context.notApplicable('tasks.list is not declared');
    const session = await context.shared();
    const reply = await session.request('tasks/list', { cursor: 'mcp-lab-no-such-cursor' }, { timeoutMs: patienceMs });
    const said = `tasks/list with a made-up cursor got ${describeReply(reply)}`;
    if (reply.error?.code === -32602) return context.passed(said, replyEvidence(reply));
    return context.violated(`expected error -32602; ${said}`, replyEvidence(reply));
  },
};
