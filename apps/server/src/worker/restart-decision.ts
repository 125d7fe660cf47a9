import type { Server } from '@mcp-lab/contracts';
import { backoffMs } from '../supervisor/backoff.ts';

/** How a process ended. `startable` false: starting it again cannot help. `clean`: with code 0. */
export interface ProcessEnd {
  startable: boolean;
  clean: boolean;
  reason: string;
}

export type RestartDecision =
  | { action: 'restart'; delayMs: number }
  | { action: 'fail'; reason: string }
  | { action: 'leave' };

/** A process that ran this long was well: the next crash counts as the first. */
export const wellAfterMs = 60_000;
const maxDelayMs = 60_000;
/** So many crashes in a row, none of them after a minute of health, are a loop. */
const maxCrashes = 5;

/** What to do about a process that ended by itself; `crashes` counts this one, since it last was well. */
export function decideRestart(policy: Server['restartPolicy'], end: ProcessEnd, crashes: number): RestartDecision {
  if (!end.startable) return { action: 'fail', reason: end.reason };
  if (policy === 'never') return end.clean ? { action: 'leave' } : { action: 'fail', reason: end.reason };
  if (policy === 'on-failure' && end.clean) return { action: 'leave' };
  if (crashes >= maxCrashes) return { action: 'fail', reason: `It ended ${crashes} times in a row. ${end.reason}` };
  return { action: 'restart', delayMs: backoffMs(crashes, maxDelayMs) };
}
