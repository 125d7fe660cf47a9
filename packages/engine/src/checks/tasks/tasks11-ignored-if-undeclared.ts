import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11IgnoredIfUndeclaredCheck: Check = {
  id: 'tasks11-ignored-if-undeclared',
  area: 'tasks',
  title: 'A server without tasks serves a call that wants to be one as usual',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'session',
  spec: 'basic/utilities/tasks#task-support-and-handling',
  fix: 'Ignore params.task where tasks.requests.tools.call is not declared.',
  async run(context) {
    if (noTasks(context) === undefined) return context.notApplicable('the server declares tasks.requests.tools.call');
    const [tool] = context.callable;
    if (tool === undefined) return context.untestable('no tool may be called: name one in the suite file, under tools');
    const session = await context.shared();
    const options = { timeoutMs: patienceMs };
    const plain = await callTool(session, context.tour.tools, tool, options);
    if (!isJsonObject(plain.result))
      return context.untestable(`a plain call of ${tool.name} got ${describeReply(plain)}`);
    const reply = await callTool(session, context.tour.tools, tool, { ...options, params: { task: { ttl: 60_000 } } });
    const isNormal = isJsonObject(reply.result) && Array.isArray(reply.result.content);
    const said = `${tool.name} with a task in its params got ${describeReply(reply)}`;
    return isNormal
      ? context.passed(said, replyEvidence(reply))
      : context.violated(`expected the usual result; ${said}`, replyEvidence(plain, reply));
  },
};
