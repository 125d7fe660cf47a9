import type { Check } from '../../check/check.ts';
import { qaConcurrencyCheck } from './qa-concurrency.ts';
import { qaFirstByteCheck } from './qa-first-byte.ts';
import { qaHeadOfLineCheck } from './qa-head-of-line.ts';
import { qaLatencyCheck } from './qa-latency.ts';
import { qaStartupCheck } from './qa-startup.ts';

export const performanceChecks: readonly Check[] = [
  qaConcurrencyCheck,
  qaLatencyCheck,
  qaFirstByteCheck,
  qaStartupCheck,
  qaHeadOfLineCheck,
];
