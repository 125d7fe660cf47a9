import { isJsonObject, type Reply } from '@mcp-lab/wire';
import { canonicalJson } from '../../json-schema/canonical-json.ts';
import { medianOf } from '../../statistics/median-of.ts';
import { everywhere, type Torture, type TortureFinding, type TortureScene } from '../torture.ts';

const last = 10_000;
const looked = [1, 2, 100, last];
const sideBySide = 32;
const usualMs = 5_000;
const allowedSlowMs = 120_000;
const slowFactor = 5;
const slowMs = 20;

/** The first, second, hundredth and ten-thousandth request of one session: the same answer, about as fast. */
export const nthRequest: Torture = {
  subjects: [
    {
      id: 'nth-request',
      title: 'The second, the hundredth and the ten-thousandth request are served like the first',
      fix: 'Look for what is used up or grows with each request: counters, ids, listeners, lists that are walked through.',
    },
  ],
  transports: everywhere,
  elsewhere: '',
  look: async (scene) => [await look(scene)],
};

async function look(scene: TortureScene): Promise<TortureFinding> {
  const id = 'nth-request';
  const session = await scene.open();
  // The other thousands are not kept: they look all the same.
  const many = await scene.open({ isRecorded: false });
  const untilMs = scene.now() + (scene.inputs.allow.slow ? allowedSlowMs : usualMs);
  const latencies: number[] = [];
  const shown = new Map<number, Reply>();
  for (let n = 1; n <= 100 && !scene.signal.aborted; n++) {
    const reply = await session.request(scene.cheapMethod);
    if (!isJsonObject(reply.result)) return describeFailure(n, reply);
    latencies.push(latencyOf(reply));
    if (looked.includes(n)) shown.set(n, reply);
  }
  let n = 0;
  while (n < last && scene.now() < untilMs && !scene.signal.aborted) {
    const count = Math.min(sideBySide, last - n);
    const replies = await Promise.all(Array.from({ length: count }, () => many.request(scene.cheapMethod)));
    const wrong = replies.findIndex((reply) => !isJsonObject(reply.result));
    if (wrong >= 0) return describeFailure(n + wrong + 1, replies[wrong] as Reply);
    n += count;
  }
  const late: number[] = [];
  let final: Reply | undefined;
  for (let turn = 0; turn < 20 && !scene.signal.aborted; turn++) {
    final = await many.request(scene.cheapMethod);
    if (!isJsonObject(final.result)) return describeFailure(n + turn + 1, final);
    late.push(latencyOf(final));
  }
  if (final !== undefined) shown.set(n, final);
  const told = [...shown].map(([number, reply]) => `${number}: ${showMs(latencyOf(reply))}`).join(', ');
  const short =
    n < last ? `; in ${usualMs / 1000} s it came to ${n} requests, allow.slow in the suite file gives more time` : '';
  const [one, two, ...others] = [...shown.values()].map(({ result }) => canonicalJson(result ?? null));
  const isStable = one === two;
  if (isStable && others.some((result) => result !== one)) {
    const at = [...shown.keys()][2 + others.findIndex((result) => result !== one)];
    const evidence = [1, at ?? 0].flatMap((number) => framesOf(shown.get(number)));
    return {
      id,
      verdict: 'fail',
      reason: `request ${at} of ${scene.cheapMethod} got another answer than the first two`,
      evidence,
    };
  }
  const [usual, now] = [medianOf(latencies.slice(50)), medianOf(late)];
  if (now > usual * slowFactor + slowMs) {
    return {
      id,
      verdict: 'warn',
      reason: `after ${n} requests one takes ${showMs(now)} instead of ${showMs(usual)}; ${told}${short}`,
    };
  }
  return {
    id,
    verdict: 'pass',
    reason: `${scene.cheapMethod}, request ${told}${short}`,
    evidence: framesOf(shown.get(100)),
  };
}

function describeFailure(n: number, reply: Reply): TortureFinding {
  const came = reply.error === undefined ? (reply.failure ?? reply.outcome) : `error ${JSON.stringify(reply.error)}`;
  const reason = `request ${n} on one session got ${came.slice(0, 300)} where the ones before got a result`;
  return { id: 'nth-request', verdict: 'fail', reason, evidence: framesOf(reply) };
}

function framesOf(reply: Reply | undefined) {
  return reply === undefined ? [] : [...reply.sent, ...(reply.frame === undefined ? [] : [reply.frame])];
}

function latencyOf({ startedNs, endedNs }: Reply): number {
  return (endedNs - startedNs) / 1e6;
}

function showMs(ms: number): string {
  return `${Math.round(ms * 10) / 10} ms`;
}
