import { type Frame, isJsonObject, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { noSessions, sessionHttp } from '../transport-http/session-http.ts';
import { openStandaloneStream } from '../transport-http/standalone-stream.ts';

const progressToken = 'lab-of-the-first-session';
/** For what goes to the wrong session. */
const settleMs = 200;

export const httpSessionIsolatedCheck: Check = {
  ...sessionHttp,
  id: 'http-session-isolated',
  area: 'security',
  title: 'What is set or sent in one session does not reach another',
  level: 'MUST',
  derived: 'duty',
  // It sets log levels and brings changes about.
  alone: true,
  spec: 'basic/transports#session-management',
  fix: 'Keep log level, subscriptions and running requests in the session they belong to, not in the server.',
  async run(context) {
    const first = await openReady(context);
    if ('verdict' in first) return first;
    const second = await openReady(context);
    if ('verdict' in second) return second;
    if (first.sessionId === undefined || second.sessionId === undefined) return noSessions(context);
    await openStandaloneStream(context, first);
    await openStandaloneStream(context, second);
    const told: string[] = [];
    for (const judge of [judgeLogLevel, judgeSubscription, judgeProgress]) {
      const outcome = await judge(context, first, second);
      if (typeof outcome === 'string') told.push(outcome);
      else if (outcome !== undefined) return outcome;
    }
    return told.length > 0 ? context.passed(told.join('; ')) : context.needsCall('logs');
  },
};

/** What was seen to be kept apart, a violation, or undefined where nothing was to be seen. */
type Finding = string | CheckOutcome | undefined;

async function judgeLogLevel(context: CheckContext, first: Session, second: Session): Promise<Finding> {
  const call = context.call('logs');
  if (call === undefined || !isJsonObject(first.capabilities.logging)) return undefined;
  const logsOfCall = async () => {
    const since = context.transcript.frames.length;
    await callTool(first, context.tour.tools, call);
    await first.collect(settleMs);
    return {
      own: messagesSince(context, first, since, isLesserLog),
      foreign: messagesSince(context, second, since, isLog),
    };
  };
  await first.request('logging/setLevel', { level: 'debug' });
  const before = await logsOfCall();
  if (before.own.length === 0) return undefined;
  const [strayed] = before.foreign;
  if (strayed !== undefined) {
    return context.violated(`a log message of one session reached another: ${quoteFrame(strayed)}`, [strayed]);
  }
  await second.request('logging/setLevel', { level: 'emergency' });
  const after = await logsOfCall();
  if (after.own.length === 0) {
    return context.violated(
      `${call.name} logged ${before.own.length} messages at level debug, and none once another session had set the level emergency`,
      before.own.slice(0, 1),
    );
  }
  return 'log level and messages stay in their session';
}

async function judgeSubscription(context: CheckContext, first: Session, second: Session): Promise<Finding> {
  const trigger = context.trigger('resourceUpdated');
  const { resources } = first.capabilities;
  if (trigger?.uri === undefined || !isJsonObject(resources) || resources.subscribe !== true) return undefined;
  const { uri } = trigger;
  const subscribed = await first.request('resources/subscribe', { uri });
  if (subscribed.result === undefined) return undefined;
  const since = context.transcript.frames.length;
  await callTool(second, context.tour.tools, trigger);
  await first.collect(settleMs);
  await first.request('resources/unsubscribe', { uri });
  const isUpdate = ({ json }: Frame) => isJsonObject(json) && json.method === 'notifications/resources/updated';
  const [strayed] = messagesSince(context, second, since, isUpdate);
  if (strayed !== undefined) {
    return context.violated(`an update reached a session that had not subscribed: ${quoteFrame(strayed)}`, [strayed]);
  }
  const own = messagesSince(context, first, since, isUpdate);
  return own.length > 0 ? 'an update reached only the session that had subscribed' : undefined;
}

async function judgeProgress(context: CheckContext, first: Session, second: Session): Promise<Finding> {
  const call = context.call('progress');
  if (call === undefined) return undefined;
  const since = context.transcript.frames.length;
  await callTool(first, context.tour.tools, call, { meta: { progressToken } });
  await first.collect(settleMs);
  const [strayed] = messagesSince(context, second, since, isProgress);
  if (strayed !== undefined) {
    return context.violated(`progress of one session reached another: ${quoteFrame(strayed)}`, [strayed]);
  }
  return messagesSince(context, first, since, isProgress).length > 0 ? 'progress stays in its session' : undefined;
}

function messagesSince(
  context: CheckContext,
  { connection }: Session,
  since: number,
  isWanted: (frame: Frame) => boolean,
): Frame[] {
  return context.transcript.frames
    .slice(since)
    .filter((frame) => frame.connection === connection && frame.direction === 'received' && isWanted(frame));
}

const isLog = ({ json }: Frame) => isJsonObject(json) && json.method === 'notifications/message';

/** One that the level emergency would keep back. */
function isLesserLog(frame: Frame): boolean {
  const params = isLog(frame) && isJsonObject(frame.json) ? frame.json.params : undefined;
  return isJsonObject(params) && params.level !== 'emergency';
}

function isProgress({ json }: Frame): boolean {
  return isJsonObject(json) && isJsonObject(json.params) && json.params.progressToken === progressToken;
}
