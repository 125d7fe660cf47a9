/** `run-memory.ts <calls> <url | command args…>`: how memory grows after the first fifth of these calls. */
import { QuantileSketch } from '@mcp-lab/engine';
import { type LoadAnswer, openLoadSession, type Target } from '@mcp-lab/wire';

const [calls, place = '', ...args] = [Number(process.argv[2]), ...process.argv.slice(3)];
const target: Target = place.startsWith('http')
  ? { kind: 'http', url: place, headers: {} }
  : { kind: 'stdio', command: place, args, env: {} };
const session = await openLoadSession(target, {
  revision: '2025-11-25',
  transport: target.kind === 'http' ? 'streamable-http' : 'stdio',
  requestTimeoutMs: 60_000,
  openingTimeoutMs: 60_000,
});
const call = session.prepare('tools/call', { name: 'echo', arguments: { text: 'message $n' } });
const latency = new QuantileSketch();
const numbers = { n: 0, vu: 0 };
let settledRss = 0;
let largestRss = 0;
let settledHeap = 0;

/** What is still held when everything that is not has been collected. Needs `--expose-gc`. */
function measureKept(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

await new Promise<void>((resolve) => {
  const start = (): void => {
    if (numbers.n >= calls) return;
    numbers.n++;
    session.call(call, numbers, take);
  };
  const take = (answer: LoadAnswer): void => {
    latency.record((answer.endedNs - answer.sentNs) / 1e6);
    if (latency.count % 10_000 === 0) noteMemory();
    if (latency.count === calls) resolve();
    else start();
  };
  const noteMemory = (): void => {
    const rss = process.memoryUsage.rss();
    if (latency.count <= calls / 5) settledRss = Math.max(settledRss, rss);
    else largestRss = Math.max(largestRss, rss);
    if (latency.count === calls / 5) settledHeap = measureKept();
  };
  for (let count = 0; count < 64; count++) start();
});
const keptMiB = (measureKept() - settledHeap) / 2 ** 20;
await session.close();
console.log(JSON.stringify({ keptMiB, grownMiB: Math.max(0, largestRss - settledRss) / 2 ** 20 }));
