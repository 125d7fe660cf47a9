import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { taskRoles } from '../../check/perform-tasks.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { namedCalls } from '../mrtr/call-rounds.ts';
import { noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11RequiredToolCheck: Check = {
  id: 'tasks11-required-tool',
  area: 'tasks',
  title: 'A tool that only runs as a task refuses a plain call',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'session',
  spec: 'basic/utilities/tasks#tool-level-negotiation',
  fix: 'Answer a call without params.task with error −32601 where the tool says execution.taskSupport "required".',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const required = context.tour.tools.filter(
      ({ execution }) => isJsonObject(execution) && execution.taskSupport === 'required',
    );
    if (required.length === 0) return context.notApplicable('no tool has taskSupport "required"');
    const named = namedCalls(context, [...taskRoles]);
    const call = [...context.callable, ...named].find(({ name }) => required.some((tool) => tool.name === name));
    if (call === undefined) {
      const names = required.map(({ name }) => name).join(', ');
      return context.untestable(
        `${names} may not be called: name one in the suite file as calls.task or calls.taskSlow`,
      );
    }
    const session = await context.borrow();
    const reply = await callTool(session, context.tour.tools, call, { timeoutMs: patienceMs });
    const said = `${call.name}, which only runs as a task, got ${describeReply(reply)} when called plainly`;
    if (reply.error?.code === -32601) return context.passed(said, replyEvidence(reply));
    return context.violated(`expected error -32601; ${said}`, replyEvidence(reply));
  },
};
