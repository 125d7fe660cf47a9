import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';
import { showMs, showPercentiles, sketchOf } from './figures.ts';
import { timeRequests } from './time-requests.ts';

const warmCount = 30;
/** A person notices a second, and a model waits for several lists before it begins. */
const slowMs = 1_000;
/** A slow server is not asked thirty times. */
const fewCount = 3;

export const qaLatencyCheck: Check = {
  id: 'qa-latency',
  area: 'performance',
  title: 'A cheap request is answered within a second',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  spec: 'basic/index#requests',
  fix: 'Build lists once and keep them; do not ask other services while a client waits for a list.',
  async run(context) {
    const session = await context.shared();
    const method = cheapMethod(session);
    const once = { inFlight: 1, timeoutMs: patienceMs };
    const cold = await timeRequests(session, method, { ...once, count: fewCount });
    const isSlow = cold.latenciesMs.some((ms) => ms > slowMs);
    const warm = isSlow ? cold : await timeRequests(session, method, { ...once, count: warmCount });
    const [failed] = [...cold.failed, ...warm.failed];
    if (failed) return context.untestable(`${method} got ${describeReply(failed)}`);
    const sketch = sketchOf(warm.latenciesMs);
    const [first = 0] = cold.latenciesMs;
    const told = `${method}: first ${showMs(first)}, then ${showPercentiles(sketch)}`;
    if ((sketch.quantile(0.5) ?? 0) <= slowMs) return context.passed(told);
    const last = await session.request(method, undefined, { timeoutMs: patienceMs });
    return context.violated(`${told}; more than ${slowMs} ms is slow for a list`, replyEvidence(last));
  },
};
