import type { Service } from '../services.ts';

/** Asks nothing of anybody: the process answers, that is all it says. */
export const getHealth: Service<'getHealth'> = async ({ process, now }) => ({
  status: 'alive',
  version: process.version,
  now: now(),
});
