import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';

const abandoned = 12;
const clientTimeoutMs = 100;
const answerWaitMs = 2_000;

export const qaTimeoutBehaviourCheck: Check = {
  id: 'qa-timeout-behaviour',
  area: 'reliability',
  title: 'Calls that a client gave up on do not use up the server',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'others',
  spec: 'basic/patterns/cancellation#behavior-requirements',
  fix: 'Stop the work of a cancelled or abandoned call and free its place in every pool.',
  async run(context) {
    const slow = context.call('slow');
    if (slow === undefined) return context.needsCall('slow');
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const ids = Array.from({ length: abandoned }, (_, index) => `given-up-${index}`);
    await Promise.all(ids.map((id) => callTool(session, context.tour.tools, slow, { id, timeoutMs: clientTimeoutMs })));
    // As a client does at its timeout. Modern HTTP has said it by closing the stream.
    if (session.transport === 'stdio' || session.era === 'legacy') {
      for (const requestId of ids) await session.notify('notifications/cancelled', { requestId, reason: 'timeout' });
    }
    const method = cheapMethod(session);
    const after = await session.request(method, undefined, { timeoutMs: answerWaitMs });
    const told = `after ${abandoned} calls of ${slow.name} were given up at ${clientTimeoutMs} ms, ${method} got ${describeReply(after)}`;
    return 'result' in after && after.result !== undefined
      ? context.passed(`${method} was served at once after ${abandoned} calls of ${slow.name} were given up`)
      : context.violated(told, replyEvidence(after));
  },
};
