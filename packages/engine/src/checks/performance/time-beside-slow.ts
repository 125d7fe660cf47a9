import { type Frame, isJsonObject, type JsonObject, type Reply, type Session } from '@mcp-lab/wire';
import { callTool } from '../../surface/call-tool.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';
import { showMs, showPercentiles, sketchOf } from './figures.ts';
import { type TimedReplies, timeRequests } from './time-requests.ts';

const fastCount = 5;

export interface BesideSlow {
  slowName: string;
  method: string;
  fast: TimedReplies;
  slowReply: Reply;
  /** When the last fast request was answered the slow call still ran. */
  wasUnderWay: boolean;
}

/** Starts a slow call, sends fast requests beside it, and then gives the slow one up. */
export async function timeBesideSlow(
  session: Session,
  tools: readonly JsonObject[],
  slow: { name: string; arguments: JsonObject },
  timeoutMs: number,
): Promise<BesideSlow> {
  const underWay = new AbortController();
  let isDone = false;
  const call = callTool(session, tools, slow, { timeoutMs, signal: underWay.signal }).finally(() => {
    isDone = true;
  });
  const method = cheapMethod(session);
  const fast = await timeRequests(session, method, { count: fastCount, inFlight: 1, timeoutMs });
  const wasUnderWay = !isDone;
  underWay.abort();
  return { slowName: slow.name, method, fast, slowReply: await call, wasUnderWay };
}

/** What that says. */
export function describeBeside({ slowName, method, fast, slowReply, wasUnderWay }: BesideSlow): {
  isHeldUp: boolean;
  reason: string;
  evidence: Frame[];
} {
  const told = `${method} beside ${slowName}: ${showPercentiles(sketchOf(fast.latenciesMs))}`;
  if (wasUnderWay && fast.failed.length === 0) return { isHeldUp: false, reason: told, evidence: [] };
  const took = showMs((slowReply.endedNs - slowReply.startedNs) / 1e6);
  if (isJsonObject(slowReply.result) && fast.failed.length === 0) {
    const reason = `${fastCount} fast requests were only answered when ${slowName} was, after ${took}; ${told}`;
    return { isHeldUp: true, reason, evidence: replyEvidence(slowReply) };
  }
  const reason = `${fast.failed.length} of ${fastCount} fast requests failed beside ${slowName}`;
  return { isHeldUp: true, reason, evidence: replyEvidence(...fast.failed) };
}
