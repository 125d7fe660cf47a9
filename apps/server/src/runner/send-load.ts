import type { LoadReport } from '@mcp-lab/contracts';
import { maxLoadPart } from './protocol.ts';
import type { SendReport } from './report-writer.ts';

/** Hands over what a load run measured, in parts that fit into a line. */
export async function sendLoad(load: LoadReport, send: SendReport): Promise<void> {
  const { ticks, calls, ...report } = load;
  for (const part of partsOf(ticks, maxLoadPart.ticks)) await send({ type: 'load-part', ticks: part, calls: [] });
  for (const part of partsOf(calls, maxLoadPart.calls)) await send({ type: 'load-part', ticks: [], calls: part });
  await send({ type: 'load', report });
}

function* partsOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let begin = 0; begin < items.length; begin += size) yield items.slice(begin, begin + size);
}
