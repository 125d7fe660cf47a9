import type { Verdict } from '../check/check.ts';

/** What a server's author has to look at. */
export function isFinding(verdict: Verdict): boolean {
  return verdict === 'fail' || verdict === 'warn';
}

/** Whether the verdict says anything about the server. The others say why nothing could be said. */
export function isJudged(verdict: Verdict): boolean {
  return isFinding(verdict) || verdict === 'pass' || verdict === 'info';
}
