import { setTimeout as delay } from 'node:timers/promises';
import { isJsonObject, type Reply, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { showMs, sketchOf } from '../performance/figures.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';
import { readRssBytes } from './read-rss.ts';

const perSecond = 20;
const toleratedErrorShare = 0.01;
const toleratedDriftFactor = 3;
const toleratedDriftMs = 50;
const toleratedGrowthBytes = 32 * 1024 * 1024;
const toleratedGrowthFactor = 1.25;
const megabyte = 1024 * 1024;

interface Sample {
  latencyMs: number;
  rssBytes: number | undefined;
}

export const qaSoakCheck: Check = {
  id: 'qa-soak',
  area: 'reliability',
  title: 'A steady load for a long time changes neither errors nor latency nor memory',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  destructive: true,
  quiet: 'others',
  deadlineMs: ({ soakSeconds }) => soakSeconds * 1000 + 30_000,
  spec: 'basic/index#requests',
  fix: 'Look for what is kept for every request: maps that only grow, listeners that are never removed, timers, unread streams.',
  async run(context) {
    const { soakSeconds } = context.inputs;
    if (soakSeconds === 0) {
      return context.untestable('a soak was not asked for: say how long it may take in the suite file, as soakSeconds');
    }
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const tools = context.callable.filter(({ origin }) => origin === 'named').slice(0, 3);
    const method = cheapMethod(session);
    const count = soakSeconds * perSecond;
    const samples: Sample[] = [];
    const failed: Reply[] = [];
    const startedMs = performance.now();
    const underWay: Promise<void>[] = [];
    for (let index = 0; index < count && !context.signal.aborted && !session.closed; index++) {
      // Requests leave when they are due, whatever became of those before.
      const dueMs = startedMs + (index * 1000) / perSecond;
      await delay(Math.max(0, dueMs - performance.now()), undefined, { signal: context.signal }).catch(() => undefined);
      const tool = tools[index % (tools.length + 1)];
      const request = tool
        ? callTool(session, context.tour.tools, tool, { timeoutMs: patienceMs })
        : session.request(method, undefined, { timeoutMs: patienceMs });
      underWay.push(
        request.then((reply) => {
          if (!isJsonObject(reply.result)) failed.push(reply);
          else samples.push({ latencyMs: performance.now() - dueMs, rssBytes: readRssBytes(session.process?.pid) });
        }),
      );
    }
    await Promise.all(underWay);
    const faults = [errorFault(failed, count), driftFault(samples), growthFault(samples)].filter(
      (fault) => fault !== undefined,
    );
    const told = `${count} requests in ${soakSeconds} s, ${failed.length} failed, ${describe(samples)}`;
    return faults.length === 0
      ? context.passed(told)
      : context.violated(`${faults.join('; ')}; ${told}`, replyEvidence(...failed.slice(0, 2)));
  },
};

function errorFault(failed: readonly Reply[], count: number): string | undefined {
  const [first] = failed;
  if (first === undefined || failed.length <= count * toleratedErrorShare) return undefined;
  return `${failed.length} of ${count} requests failed, the first with ${describeReply(first)}`;
}

function driftFault(samples: readonly Sample[]): string | undefined {
  const [early, late] = medians(samples, ({ latencyMs }) => latencyMs);
  if (late <= early * toleratedDriftFactor + toleratedDriftMs) return undefined;
  return `the median latency rose from ${showMs(early)} to ${showMs(late)}`;
}

function growthFault(samples: readonly Sample[]): string | undefined {
  const [early, late] = medians(samples, ({ rssBytes }) => rssBytes);
  if (late <= early * toleratedGrowthFactor || late - early <= toleratedGrowthBytes) return undefined;
  return `resident memory rose from ${Math.round(early / megabyte)} to ${Math.round(late / megabyte)} MB`;
}

/** Of the second and of the last quarter: the first is warm-up. */
function medians(
  samples: readonly Sample[],
  read: (sample: Sample) => number | undefined,
): [early: number, late: number] {
  const values = samples.map(read).filter((value) => value !== undefined);
  const quarter = Math.floor(values.length / 4);
  const medianOf = (part: readonly number[]) => sketchOf(part).quantile(0.5) ?? 0;
  return [medianOf(values.slice(quarter, quarter * 2)), medianOf(values.slice(-Math.max(1, quarter)))];
}

function describe(samples: readonly Sample[]): string {
  const [earlyMs, lateMs] = medians(samples, ({ latencyMs }) => latencyMs);
  const [early, late] = medians(samples, ({ rssBytes }) => rssBytes);
  const memory = late === 0 ? '' : `, memory ${Math.round(early / megabyte)} to ${Math.round(late / megabyte)} MB`;
  return `median latency ${showMs(earlyMs)} to ${showMs(lateMs)}${memory}`;
}
