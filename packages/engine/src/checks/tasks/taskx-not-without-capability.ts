import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noTasks, taskTransports } from './tasks-scope.ts';

export const taskxNotWithoutCapabilityCheck: Check = {
  id: 'taskx-not-without-capability',
  area: 'tasks',
  title: 'Only a client that declares the extension gets a task',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#capability-negotiation',
  fix: 'Look for the extension in the clientCapabilities of the very request before answering with resultType "task".',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const call = context.call('task');
    if (call === undefined) return context.needsCall('task');
    const session = await context.shared();
    const reply = await callTool(session, context.tour.tools, call, { timeoutMs: patienceMs });
    if (reply.message === undefined)
      return context.untestable(`without the extension ${call.name} got ${describeReply(reply)}`);
    const said = `called by a client without the extension, ${call.name} got ${describeReply(reply)}`;
    const isTask = isJsonObject(reply.result) && (reply.result.resultType === 'task' || 'taskId' in reply.result);
    return isTask ? context.violated(said, replyEvidence(reply)) : context.passed(said, replyEvidence(reply));
  },
};
