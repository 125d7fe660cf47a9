import type { ChaosTick } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { faultSpans } from './fault-spans.ts';

const tick = (second: number, trial: string | null, phase: ChaosTick['phase']): ChaosTick => ({
  atMs: second * 1000,
  trial,
  phase,
  calls: 1,
  failed: 0,
  latencyP95Ms: null,
});

test('the seconds of each fault are put together, and two faults in a row are two', () => {
  const ticks = [
    tick(1, 'reset', 'before'),
    tick(2, 'reset', 'during'),
    tick(3, 'reset', 'during'),
    tick(4, 'reset', 'recovery'),
    tick(5, null, 'before'),
    tick(6, 'pause', 'during'),
    tick(7, 'kill', 'during'),
  ];
  expect(faultSpans(ticks)).toEqual([
    { trial: 'reset', from: 1, to: 3 },
    { trial: 'pause', from: 5, to: 6 },
    { trial: 'kill', from: 6, to: 7 },
  ]);
});
