import { type Frame, isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { showMs, showPercentiles, sketchOf } from './figures.ts';

/** Beyond this a proxy or a person begins to doubt that anything will come. */
const slowMs = 2_000;
const cheapMethods = new Set(['initialize', 'server/discover', 'ping', 'tools/list', 'resources/list', 'prompts/list']);

export const qaFirstByteCheck: Check = {
  id: 'qa-first-byte',
  area: 'performance',
  title: 'The first byte of a cheap answer comes within two seconds',
  level: 'SHOULD',
  revisions,
  transports: ['streamable-http'],
  isolation: 'tour',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Send the head of the answer as soon as the request is accepted, and what is ready as soon as it is ready.',
  run(context) {
    const exchanges = findExchanges(context.tour.frames());
    if (exchanges.length === 0) return context.untestable('no cheap request was answered');
    const [heads, events, ends] = (['headMs', 'bodyMs', 'endMs'] as const).map((key) =>
      sketchOf(exchanges.map((exchange) => exchange[key])),
    );
    if (heads === undefined || events === undefined || ends === undefined)
      return context.untestable('nothing was measured');
    const told = `from the request to the head ${showPercentiles(heads)}; to the first byte of the body ${showPercentiles(events)}; to its end ${showPercentiles(ends)}`;
    const isSlow = ({ headMs }: Exchange) => headMs > slowMs;
    // A busy machine makes a few of hundreds of requests wait: what is slow by itself is slow most of the time.
    for (const [method, asked] of Map.groupBy(exchanges, (exchange) => exchange.method)) {
      const slow = asked.filter(isSlow);
      const [worst] = slow;
      if (worst === undefined || slow.length * 2 <= asked.length) continue;
      const count = `${slow.length} of ${asked.length} ${method} waited more than ${showMs(slowMs)} for the head`;
      return context.violated(`${count}; of all cheap requests ${told}`, [worst.request, worst.head]);
    }
    return context.passed(told);
  },
};

interface Exchange {
  method: string;
  request: Frame;
  head: Frame;
  /** Milliseconds since the request was sent. */
  headMs: number;
  bodyMs: number;
  endMs: number;
}

function findExchanges(frames: readonly Frame[]): Exchange[] {
  const streams = Map.groupBy(frames, ({ connection, stream }) => `${connection}/${stream}`);
  return [...streams.values()].flatMap((stream): Exchange[] => {
    const request = stream.find(({ kind, direction }) => kind === 'message' && direction === 'sent');
    const head = stream.find(({ kind }) => kind === 'http-response');
    const body = stream.filter(({ kind, direction }) => kind === 'message' && direction === 'received');
    const method = isJsonObject(request?.json) ? request.json.method : undefined;
    if (!request || !head || typeof method !== 'string' || !cheapMethods.has(method)) return [];
    const since = (ns: number) => Math.max(0, ns - request.lastByteNs) / 1e6;
    return [
      {
        method,
        request,
        head,
        headMs: since(head.firstByteNs),
        bodyMs: since(body[0]?.firstByteNs ?? head.lastByteNs),
        endMs: since(body.at(-1)?.lastByteNs ?? head.lastByteNs),
      },
    ];
  });
}
