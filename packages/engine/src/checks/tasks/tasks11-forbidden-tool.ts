import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11ForbiddenToolCheck: Check = {
  id: 'tasks11-forbidden-tool',
  area: 'tasks',
  title: 'A tool without task support refuses to run as a task',
  level: 'SHOULD',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'session',
  spec: 'basic/utilities/tasks#tool-level-negotiation',
  fix: 'Answer a call with params.task with error −32601 where the tool does not say execution.taskSupport "optional" or "required".',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const tool = context.callable.find(({ tool: { execution } }) => {
      const support = isJsonObject(execution) ? execution.taskSupport : undefined;
      return support === undefined || support === 'forbidden';
    });
    if (tool === undefined)
      return context.untestable('no tool without task support may be called: name one in the suite file, under tools');
    const session = await context.shared();
    const reply = await callTool(session, context.tour.tools, tool, {
      params: { task: { ttl: 60_000 } },
      timeoutMs: patienceMs,
    });
    const said = `${tool.name}, which has no task support, got ${describeReply(reply)} when called as a task`;
    if (reply.error?.code === -32601) return context.passed(said, replyEvidence(reply));
    return context.violated(`expected error -32601; ${said}`, replyEvidence(reply));
  },
};
