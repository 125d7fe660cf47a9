import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { sessionHttp } from './session-http.ts';

export const httpSseRetryHintCheck: Check = {
  ...sessionHttp,
  id: 'http-sse-retry-hint',
  title: 'Before a stream is dropped the client is told when to come back',
  level: 'SHOULD',
  revisions: ['2025-11-25'],
  spec: 'basic/transports#sending-messages-to-the-server',
  fix: 'Send a retry field before you close a stream whose response is still to come.',
  async run(context) {
    const call = context.call('dropsStream');
    if (call === undefined) return context.needsCall('dropsStream');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const reply = await callTool(session, context.tour.tools, call, { timeoutMs: patienceMs });
    if (reply.outcome !== 'closed') {
      return context.untestable(`${call.name} did not drop its stream: the call got ${describeReply(reply)}`);
    }
    const stream = reply.sent[0]?.stream;
    const hint = context.transcript.frames.find(
      (frame) => frame.connection === session.connection && frame.stream === stream && frame.sse?.retry !== undefined,
    );
    return hint === undefined
      ? context.violated(`the stream of ${call.name} was dropped without a retry field`, replyEvidence(reply))
      : context.passed(`the client was told to come back after ${hint.sse?.retry} ms`, [hint]);
  },
};
