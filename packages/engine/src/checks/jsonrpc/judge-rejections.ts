import type { Frame } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import type { ProbeAnswer } from './probe.ts';

export interface Attempt {
  /** What was sent, as the subject of a sentence: `a request without "method"`. */
  what: string;
  answer: ProbeAnswer;
}

interface Wanted {
  /** The error codes that are right; the first is the one to recommend. */
  codes: readonly number[];
  /** Completes `expected …`. */
  expected: string;
}

/**
 * Judges things a server has to refuse. Serving one breaks the rule, and so does dying of it. Refusing it with another
 * code, or dropping it without a word, is a warning: the client is protected but not told what was wrong.
 */
export function judgeRejections(context: CheckContext, attempts: readonly Attempt[], wanted: Wanted): CheckOutcome {
  const served = attempts.filter(({ answer }) => answer.kind === 'result' || answer.kind === 'gone');
  if (served.length > 0) return context.violated(sentence(served, wanted), evidenceOf(served));
  const blurred = attempts.filter(({ answer }) => !isClearRefusal(answer, wanted.codes));
  if (blurred.length > 0) return context.warned(sentence(blurred, wanted), evidenceOf(blurred));
  return context.passed(
    `refused as it should be: ${attempts.map(({ what, answer }) => `${what} (${shortly(answer)})`).join('; ')}`,
    evidenceOf(attempts.slice(0, 1)),
  );
}

function isClearRefusal({ kind, code, status = 0 }: ProbeAnswer, codes: readonly number[]): boolean {
  if (kind === 'error') return codes.some((wanted) => wanted === code);
  return kind === 'refused' && status >= 400 && status < 500;
}

function sentence(attempts: readonly Attempt[], { expected }: Wanted): string {
  const told = attempts.slice(0, 2).map(({ what, answer }) => `${what} got ${answer.text}`);
  const more = attempts.length > told.length ? `, and ${attempts.length - told.length} more like it` : '';
  return `expected ${expected}; ${told.join('; ')}${more}`;
}

function shortly({ kind, code, status }: ProbeAnswer): string {
  return kind === 'error' ? `error ${String(code)}` : `HTTP ${status}`;
}

function evidenceOf(attempts: readonly Attempt[]): Frame[] {
  return attempts.slice(0, 2).flatMap(({ answer }) => answer.evidence);
}
