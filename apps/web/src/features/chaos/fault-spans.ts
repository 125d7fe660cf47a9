import type { ChaosTick } from '@mcp-lab/contracts';

export interface FaultSpan {
  trial: string;
  /** Seconds since the run began. */
  from: number;
  to: number;
}

/** When which fault was on: the seconds of its `during`, put together. */
export function faultSpans(ticks: readonly ChaosTick[]): FaultSpan[] {
  const spans: FaultSpan[] = [];
  let open: FaultSpan | undefined;
  for (const [index, { atMs, trial, phase }] of ticks.entries()) {
    if (trial === null || phase !== 'during') {
      open = undefined;
      continue;
    }
    if (open?.trial !== trial) {
      open = { trial, from: (ticks[index - 1]?.atMs ?? 0) / 1000, to: 0 };
      spans.push(open);
    }
    open.to = atMs / 1000;
  }
  return spans;
}
