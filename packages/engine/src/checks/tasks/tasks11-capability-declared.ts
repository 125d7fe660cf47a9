import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { createdTasks } from './task-sightings.ts';
import { declaresPart, noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11CapabilityDeclaredCheck: Check = {
  id: 'tasks11-capability-declared',
  area: 'tasks',
  title: 'Methods of tasks that answer are declared',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'session',
  spec: 'basic/utilities/tasks#capabilities',
  fix: 'Declare tasks with list and cancel for the methods that are served, or answer them with error −32601.',
  async run(context) {
    const session = await context.shared();
    const list = await session.request('tasks/list', undefined, { timeoutMs: patienceMs });
    const isListDeclared = declaresPart(context, 'list');
    if (isJsonObject(list.result) && !isListDeclared) {
      const reason = `tasks.list is not declared in ${quoteJson(session.capabilities)}, yet tasks/list got ${describeReply(list)}`;
      return context.violated(reason, replyEvidence(list));
    }
    if (isListDeclared && list.error?.code === -32601) {
      return context.violated(`tasks.list is declared, yet tasks/list got ${describeReply(list)}`, replyEvidence(list));
    }
    const accepted = createdTasks(context).find(({ params }) => isJsonObject(params.task));
    if (accepted !== undefined && noTasks(context) !== undefined) {
      const reason = 'tasks.requests.tools.call is not declared, yet a call was answered with a task';
      return context.violated(reason, [accepted.sent, accepted.frame]);
    }
    return context.passed(
      `tasks/list is ${isListDeclared ? 'declared and served' : 'neither declared nor served'}`,
      replyEvidence(list),
    );
  },
};
