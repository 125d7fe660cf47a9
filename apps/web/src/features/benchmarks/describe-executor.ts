import type { Executor } from '@mcp-lab/contracts';
import { countOf, formatCount } from '@/lib/format/format-count.ts';

/** What each executor is called, k6's name apart, and what it is for. */
export const executorNames: Record<Executor['type'], { title: string; hint: string }> = {
  'constant-vus': { title: 'Constant users', hint: 'Each user calls again as soon as it has its answer.' },
  'ramping-vus': { title: 'Ramping users', hint: 'The number of users goes up and down in stages.' },
  'constant-arrival-rate': {
    title: 'Constant rate',
    hint: 'Calls start on schedule whether or not earlier ones were answered: as real traffic does.',
  },
  'ramping-arrival-rate': { title: 'Ramping rate', hint: 'The rate goes up and down in stages.' },
  'find-knee': { title: 'Find the knee', hint: 'Raises the rate until the objective breaks.' },
  'shared-iterations': { title: 'Shared iterations', hint: 'So many calls in all, taken by whichever user is free.' },
  'per-vu-iterations': { title: 'Iterations per user', hint: 'So many calls by each user.' },
};

/** A load in a few words. */
export function describeExecutor(executor: Executor): string {
  switch (executor.type) {
    case 'constant-vus':
      return `${countOf(executor.vus, 'user')} for ${seconds(executor.seconds)}`;
    case 'ramping-vus':
      return `${formatCount(executor.startVus)} → ${stagesOf(executor.stages)} users in ${seconds(lengthOf(executor.stages))}`;
    case 'constant-arrival-rate':
      return `${asked(executor.rate)} calls/s for ${seconds(executor.seconds)}`;
    case 'ramping-arrival-rate':
      return `${asked(executor.startRate)} → ${stagesOf(executor.stages)} calls/s in ${seconds(lengthOf(executor.stages))}`;
    case 'find-knee':
      return `knee from ${asked(executor.startRate)} calls/s, steps of ${seconds(executor.stepSeconds)}`;
    case 'shared-iterations':
      return `${formatCount(executor.iterations)} calls by ${countOf(executor.vus, 'user')}`;
    case 'per-vu-iterations':
      return `${formatCount(executor.iterations)} calls by each of ${countOf(executor.vus, 'user')}`;
  }
}

/** What somebody wrote, as it was written; what is measured is rounded. */
const asked = (value: number): string => value.toLocaleString(undefined, { maximumFractionDigits: 3 });

type Stages = Extract<Executor, { type: 'ramping-vus' }>['stages'];

const stagesOf = (stages: Stages): string => stages.map(({ target }) => asked(target)).join(' → ');
const lengthOf = (stages: Stages): number => stages.reduce((sum, stage) => sum + stage.seconds, 0);

function seconds(value: number): string {
  if (value < 120) return `${value} s`;
  return value < 7200 ? `${Number((value / 60).toFixed(1))} min` : `${Number((value / 3600).toFixed(1))} h`;
}
