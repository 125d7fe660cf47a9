/** Ours: `run-ours.ts <inFlight> <seconds> <url | command args…>`. Every answer checked, every latency recorded. */
import { QuantileSketch } from '@mcp-lab/engine';
import { type LoadAnswer, openLoadSession, type Target } from '@mcp-lab/wire';
import { reportLoad, warmUpCalls } from './generator-result.ts';

const [inFlight = '1', seconds = '1', place = '', ...args] = process.argv.slice(2);
const target: Target = place.startsWith('http')
  ? { kind: 'http', url: place, headers: {} }
  : { kind: 'stdio', command: place, args, env: {} };
const session = await openLoadSession(target, {
  revision: '2025-11-25',
  transport: target.kind === 'http' ? 'streamable-http' : 'stdio',
  requestTimeoutMs: 10_000,
  openingTimeoutMs: 10_000,
});
const call = session.prepare('tools/call', { name: 'echo', arguments: { text: 'message $n' } });

/** For so long, and so many calls at the least. */
function load(forMs: number, leastCalls: number): Promise<{ calls: number; failed: number }> {
  const latency = new QuantileSketch();
  const firstByte = new QuantileSketch();
  const endMs = performance.now() + forMs;
  const numbers = { n: 0, vu: 0 };
  let underWay = 0;
  let failed = 0;
  let isOver = false;
  return new Promise((resolve) => {
    const take = (answer: LoadAnswer): void => {
      underWay--;
      latency.record((answer.endedNs - answer.sentNs) / 1e6);
      if (answer.firstByteNs !== null) firstByte.record((answer.firstByteNs - answer.sentNs) / 1e6);
      if (answer.outcome !== 'ok') failed++;
      isOver ||= answer.endedNs / 1e6 >= endMs && latency.count >= leastCalls;
      if (!isOver) start();
      else if (underWay === 0) resolve({ calls: latency.count, failed });
    };
    const start = (): void => {
      underWay++;
      numbers.n++;
      session.call(call, numbers, take);
    };
    for (let count = 0; count < Number(inFlight); count++) start();
  });
}

await load(1_000, warmUpCalls);
await reportLoad(() => load(Number(seconds) * 1000, 0));
await session.close();
