import { isJsonObject } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { dropAfter, observe } from './observed-effect.ts';
import { dropCall, hasEventIds, resumeCall, waitFor } from './resume-stream.ts';
import { sessionHttp } from './session-http.ts';

type Call = NonNullable<ReturnType<CheckContext['call']>>;

export const httpDisconnectNotCancelCheck: Check = {
  ...sessionHttp,
  id: 'http-disconnect-not-cancel',
  title: 'A lost connection does not cancel the call',
  level: 'SHOULD',
  // It may watch for a side effect.
  alone: true,
  spec: 'basic/transports#sending-messages-to-the-server',
  fix: 'Go on with a call when its connection is lost; only notifications/cancelled cancels it.',
  async run(context) {
    const canResume = hasEventIds(context);
    const progress = canResume ? context.call('progress') : undefined;
    const resumed = progress && (await judgeByResuming(context, progress));
    if (resumed !== undefined) return resumed;
    const effect = context.call('sideEffect');
    const witness = context.call('observe');
    if (effect !== undefined && witness !== undefined) return judgeByEffect(context, effect, witness);
    return context.needsCall(canResume && progress === undefined ? 'progress' : 'sideEffect');
  },
};

/** Undefined where a lost stream cannot be resumed. */
async function judgeByResuming(context: CheckContext, call: Call): Promise<CheckOutcome | undefined> {
  const session = await openReady(context);
  if ('verdict' in session) return session;
  const plain = await callTool(session, context.tour.tools, call, { timeoutMs: patienceMs });
  if (!isJsonObject(plain.result) || plain.result.isError === true) return undefined;
  const dropped = await dropCall(context, session, call, 'lost');
  if (dropped.reply.outcome === 'answered' || dropped.lastEventId === undefined) return undefined;
  const first = await resumeCall(context, session, dropped, waitFor(plain));
  if (!first.isOpen) return undefined;
  // A server may be bad at resuming and good at going on: what it kept meanwhile it sends to who comes again.
  const { response } = first.response ? first : await resumeCall(context, session, dropped, waitFor(plain));
  const evidence = [...replyEvidence(dropped.reply), ...(response === undefined ? [] : [response])];
  if (response === undefined) {
    return context.violated(
      `the result of ${call.name}, whose connection was lost, never came on the resumed stream`,
      evidence,
    );
  }
  const result = isJsonObject(response.json) ? response.json.result : undefined;
  if (isJsonObject(result) && result.isError !== true) {
    return context.passed(`${call.name} went on, and its result came on the resumed stream`, evidence);
  }
  return context.violated(`${call.name}, whose connection was lost, ended with ${quoteFrame(response)}`, evidence);
}

async function judgeByEffect(context: CheckContext, effect: Call, witness: Call): Promise<CheckOutcome> {
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
  const dropped = await dropAfter(context, session, effect, Math.max(10, durationMs / 4));
  if (dropped === undefined) return context.untestable(`${effect.name} answered before the connection was lost`);
  await session.collect(durationMs * 1.5);
  const late = await observe(context, session, witness);
  return late === after
    ? context.violated(`${effect.name} had no effect once its connection was lost`, replyEvidence(dropped))
    : context.passed(`${effect.name} had its effect although its connection was lost`, replyEvidence(dropped));
}
