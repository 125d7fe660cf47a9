import type { ChaosWrite } from '@mcp-lab/contracts';
import type { SuiteFinding } from '../run/to-suite-result.ts';

type Finding = Omit<SuiteFinding, 'revision'>;

/**
 * Whether writes whose answer was lost were applied twice. A tool that declares idempotentHint has promised that they
 * are not; of another it is a warning, since no client may be sure of it, and many try again all the same.
 */
export function judgeWrites(writes: readonly ChaosWrite[], durationMs: number, isAskedFor: boolean): Finding {
  const base = {
    checkId: 'chaos:duplicate-writes',
    title: 'a write whose answer is lost and that is made again is applied once',
    fix: 'Give writes a key that the client chooses and keep the answer that belongs to it; declare idempotentHint where the same call twice is the same as once.',
    durationMs,
  };
  if (!isAskedFor)
    return { ...base, verdict: 'untestable', reason: 'The experiment leaves it out: duplicateWrites is false.' };
  if (writes.length === 0) {
    const reason =
      'Nothing may be written: name a write and how to read it back in the suite file, by consistency.pairs or by calls.sideEffect and calls.observe.';
    return { ...base, verdict: 'untestable', reason };
  }
  const twice = writes.filter(({ applied }) => applied !== null && applied > 1);
  const lost = writes.filter(({ applied }) => applied !== null && applied < 1);
  const broken = [...lost, ...twice.filter(({ declaredIdempotent }) => declaredIdempotent)];
  const told = writes.filter(({ applied }) => applied !== null);
  const say = (some: readonly ChaosWrite[]) =>
    some.map(({ name, tool, reason }) => `${name} (${tool}): ${reason}`).join('; ');
  if (broken.length > 0) return { ...base, verdict: 'fail', reason: `${say(broken)}.` };
  if (twice.length > 0) {
    return {
      ...base,
      verdict: 'warn',
      reason: `${say(twice)}. The tool does not say that it is idempotent, but clients that lose an answer try again.`,
    };
  }
  if (told.length === 0) return { ...base, verdict: 'untestable', reason: `${say(writes)}.` };
  return { ...base, verdict: 'pass', reason: `${say(told)}.` };
}
