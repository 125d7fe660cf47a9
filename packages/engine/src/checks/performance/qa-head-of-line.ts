import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';
import { showMs, showPercentiles, sketchOf } from './figures.ts';
import { timeRequests } from './time-requests.ts';

const fastCount = 5;

export const qaHeadOfLineCheck: Check = {
  id: 'qa-head-of-line',
  area: 'performance',
  title: 'A slow call does not hold up fast ones',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  spec: 'basic/index#requests',
  fix: 'Go on reading while a call is under way: serve requests side by side, and move long computations off the loop that reads.',
  async run(context) {
    const slow = context.call('slow');
    if (slow === undefined) return context.needsCall('slow');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const underWay = new AbortController();
    let isDone = false;
    const call = callTool(session, context.tour.tools, slow, {
      timeoutMs: patienceMs,
      signal: underWay.signal,
    }).finally(() => {
      isDone = true;
    });
    const fast = await timeRequests(session, cheapMethod(session), {
      count: fastCount,
      inFlight: 1,
      timeoutMs: patienceMs,
    });
    const wasUnderWay = !isDone;
    underWay.abort();
    const slowReply = await call;
    const told = `${cheapMethod(session)} beside ${slow.name}: ${showPercentiles(sketchOf(fast.latenciesMs))}`;
    if (wasUnderWay && fast.failed.length === 0) return context.passed(told);
    const took = showMs((slowReply.endedNs - slowReply.startedNs) / 1e6);
    if (isJsonObject(slowReply.result) && fast.failed.length === 0) {
      return context.violated(
        `${fastCount} fast requests were only answered when ${slow.name} was, after ${took}; ${told}`,
        replyEvidence(slowReply),
      );
    }
    return context.violated(
      `${fast.failed.length} of ${fastCount} fast requests failed beside ${slow.name}`,
      replyEvidence(...fast.failed),
    );
  },
};
