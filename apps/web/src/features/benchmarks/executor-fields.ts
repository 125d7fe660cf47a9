import type { Executor } from '@mcp-lab/contracts';

export interface ExecutorField {
  /** Member of the executor. */
  key: string;
  label: string;
  hint?: string;
  initial: string;
  /** Written as `30 s: 100` a line. */
  isStages?: boolean;
  /** One threshold a line. */
  isObjective?: boolean;
}

const users: ExecutorField = { key: 'vus', label: 'Users', initial: '10' };
const seconds: ExecutorField = { key: 'seconds', label: 'Seconds', initial: '30' };
const maxSeconds: ExecutorField = { key: 'maxSeconds', label: 'At most, seconds', initial: '600' };
const maxVus: ExecutorField = {
  key: 'maxVus',
  label: 'Calls under way at most',
  hint: 'One that may not start is counted as not started.',
  initial: '1000',
};
const stages = (what: string): ExecutorField => ({
  key: 'stages',
  label: 'Stages',
  hint: `A line each, seconds: ${what}. Between them it goes in a straight line.`,
  initial: '30: 50\n60: 50\n10: 0',
  isStages: true,
});

/** What each executor is told. */
export const executorFields: Record<Executor['type'], readonly ExecutorField[]> = {
  'constant-vus': [users, seconds],
  'ramping-vus': [{ key: 'startVus', label: 'Users at first', initial: '1' }, stages('users')],
  'constant-arrival-rate': [{ key: 'rate', label: 'Calls per second', initial: '50' }, seconds, maxVus],
  'ramping-arrival-rate': [
    { key: 'startRate', label: 'Calls per second at first', initial: '1' },
    stages('calls per second'),
    maxVus,
  ],
  'find-knee': [
    { key: 'startRate', label: 'First rate, calls per second', initial: '10' },
    { key: 'maxRate', label: 'Highest rate', initial: '10000' },
    { key: 'stepSeconds', label: 'Seconds a step', initial: '5' },
    {
      key: 'objective',
      label: 'Objective',
      hint: 'What a rate has to hold to be sustained; a line each, written metric: expression.',
      initial: 'latency: p(95)<500\nfailed: rate<0.01',
      isObjective: true,
    },
    maxVus,
  ],
  'shared-iterations': [users, { key: 'iterations', label: 'Calls in all', initial: '1000' }, maxSeconds],
  'per-vu-iterations': [users, { key: 'iterations', label: 'Calls by each user', initial: '100' }, maxSeconds],
};
