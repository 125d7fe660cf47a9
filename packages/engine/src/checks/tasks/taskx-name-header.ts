import { modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly } from '../transport-http/streamable-http-scope.ts';
import { extensionMeta, noTasks, unknownTaskId } from './tasks-scope.ts';

export const taskxNameHeaderCheck: Check = {
  id: 'taskx-name-header',
  area: 'tasks',
  title: 'A request about a task whose Mcp-Name names another one is refused',
  level: 'MUST',
  revisions: modernRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'seps/2663-tasks-extension#streamable-http-routing-headers',
  fix: 'Compare Mcp-Name with params.taskId for tasks/get, tasks/update and tasks/cancel; answer HTTP 400 with error −32020.',
  async run(context) {
    const none = noTasks(context);
    if (none !== undefined) return none;
    // Of its own, as the headers do not fit the body.
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const [taskId, other] = [unknownTaskId(context), unknownTaskId(context)];
    const options = { meta: extensionMeta, timeoutMs: patienceMs, headers: { 'Mcp-Name': other } };
    const methods = ['tasks/get', 'tasks/update', 'tasks/cancel'];
    const replies = await Promise.all(
      methods.map((method) =>
        session.request(method, method === 'tasks/update' ? { taskId, inputResponses: {} } : { taskId }, options),
      ),
    );
    const isRefused = ({ error, status }: Reply) => status === 400 && error?.code === -32020;
    const at = replies.findIndex((reply) => !isRefused(reply));
    const reply = replies[at];
    if (reply === undefined)
      return context.passed(`${methods.join(', ')} got HTTP 400 with error -32020`, replyEvidence(replies[0]));
    const reason = `expected HTTP 400 with error -32020 where Mcp-Name is not the taskId; ${methods[at]} got ${describeReply(reply)}`;
    // Turned away by the headers it was in any case if no JSON-RPC answer came.
    const isBlurred = (reply.status ?? 0) >= 400 && reply.message === undefined;
    return isBlurred ? context.warned(reason, replyEvidence(reply)) : context.violated(reason, replyEvidence(reply));
  },
};
