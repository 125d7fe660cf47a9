import { isJsonObject, modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { tasksExtension } from '../../check/perform-tasks.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { namedCalls } from '../mrtr/call-rounds.ts';
import { noTasks, taskTransports } from './tasks-scope.ts';

/** A refusal needs no work. */
const refusalWaitMs = 1_500;

export const taskxMissingCapabilityErrorCheck: Check = {
  id: 'taskx-missing-capability-error',
  area: 'tasks',
  title: 'A call that only runs as a task gets error −32021 from a client without the extension',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#capability-negotiation',
  fix: 'Answer with error −32021 and name the extension in data.requiredCapabilities.extensions.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    const calls = namedCalls(context, ['taskSlow', 'task', 'taskIsError']);
    if (calls.length === 0) return context.needsCall('taskSlow');
    // Not shared: a call that runs after all is left behind with it.
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const replies = await Promise.all(
      calls.map((call) => callTool(session, context.tour.tools, call, { timeoutMs: refusalWaitMs })),
    );
    const errors = replies.flatMap((reply, index) =>
      reply.error === undefined ? [] : [{ reply, name: calls[index]?.name ?? '' }],
    );
    if (errors.length === 0) return context.untestable('none of the calls named in the suite file runs only as a task');
    const wrong = errors.find(({ reply }) => !namesExtension(reply));
    if (wrong !== undefined) {
      const reason = `expected error -32021 that requires ${tasksExtension}; without it ${wrong.name} got ${describeReply(wrong.reply)} with data ${quoteJson(wrong.reply.error?.data)}`;
      return context.violated(reason, replyEvidence(wrong.reply));
    }
    return context.passed(
      `${errors.map(({ name }) => name).join(', ')} got error -32021 that names the extension`,
      replyEvidence(errors[0]?.reply),
    );
  },
};

function namesExtension({ error }: Reply): boolean {
  const required = isJsonObject(error?.data) ? error.data.requiredCapabilities : undefined;
  const extensions = isJsonObject(required) ? required.extensions : undefined;
  return error?.code === -32021 && isJsonObject(extensions) && tasksExtension in extensions;
}
