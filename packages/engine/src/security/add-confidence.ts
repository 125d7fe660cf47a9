import type { Result } from '../run/result.ts';
import { withConfidence } from './with-confidence.ts';

/**
 * A finding of a check of a clause, with how sure it is: firm, for checks judge what was answered to what was sent and are
 * proved on fixtures. What is no finding stays as it is.
 */
export function addConfidence(result: Result): Result {
  const isFinding = result.verdict === 'fail' || result.verdict === 'warn' || result.verdict === 'info';
  if (!isFinding || result.confidence !== undefined) return result;
  return { ...result, confidence: 'firm', reason: withConfidence('firm', result.reason) };
}
