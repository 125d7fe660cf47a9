import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { modernHttp } from './modern-http.ts';
import { dropAfter, observe } from './observed-effect.ts';

/** A call that is over sooner cannot be dropped in its middle. */
const shortestMs = 100;

export const httpDisconnectCancelsCheck: Check = {
  ...modernHttp,
  id: 'http-disconnect-cancels',
  title: 'Closing the response stream of a call cancels the call',
  level: 'MUST',
  // It watches for a side effect.
  alone: true,
  spec: 'basic/transports/streamable-http#cancellation',
  fix: 'Take the end of the connection of a POST for the cancellation of its request, and stop the work.',
  async run(context) {
    const effect = context.call('sideEffect');
    const witness = context.call('observe');
    if (effect === undefined) return context.needsCall('sideEffect');
    if (witness === undefined) return context.needsCall('observe');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const before = await observe(context, session, witness);
    const full = await callTool(session, context.tour.tools, effect, { timeoutMs: patienceMs });
    const after = await observe(context, session, witness);
    if (full.result === undefined) return context.untestable(`${effect.name} got ${describeReply(full)}`);
    if (before === undefined || after === undefined || before === after) {
      return context.untestable(`${witness.name} does not show what ${effect.name} does`);
    }
    const durationMs = (full.endedNs - full.startedNs) / 1e6;
    if (durationMs < shortestMs) {
      return context.untestable(
        `${effect.name} takes ${Math.round(durationMs)} ms, too little to be dropped: name as calls.sideEffect one that takes longer`,
      );
    }
    const dropped = await dropAfter(context, session, effect, durationMs / 4);
    if (dropped === undefined) return context.untestable(`${effect.name} answered before the connection was closed`);
    await session.collect(durationMs * 1.5);
    const late = await observe(context, session, witness);
    const evidence = replyEvidence(dropped);
    if (late === after) {
      return context.passed(`${effect.name}, dropped after ${Math.round(durationMs / 4)} ms, had no effect`, evidence);
    }
    return context.violated(
      `${effect.name} went on to its end although its connection was closed: ${witness.name} showed its effect`,
      evidence,
    );
  },
};
