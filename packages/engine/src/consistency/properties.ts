import type { Level, Verdict } from '../check/check.ts';
import type { SuiteFinding } from '../run/to-suite-result.ts';

/** What is looked at, with its title and what to do about it. */
export const properties = {
  pairs: {
    title: 'Writes and the reads that show them are known',
    fix: 'Write the pair into the suite file under consistency.pairs.',
  },
  'nothing-lost': {
    title: 'No acknowledged write is lost when several are made at once',
    fix: 'Have changes of the store made one after another (a queue or a lock around read, change and write), or by one atomic operation of a database, and acknowledge a write when it is stored.',
  },
  'nothing-twice': {
    title: 'No write is stored twice when several are made at once',
    fix: 'Store each call once: look for code that retries or appends the same change from two places, and give records a key.',
  },
  'nothing-lost-across-sessions': {
    title: 'No acknowledged write is lost when several sessions write at once',
    fix: 'Protect the store itself, not one session or process of it: a lock on the file, a transaction, or one writer for all.',
  },
  'nothing-twice-across-sessions': {
    title: 'No write is stored twice when several sessions write at once',
    fix: 'Store each call once, whichever session it comes from, and give records a key.',
  },
  'read-your-writes': {
    title: 'What was written can be read at once',
    fix: 'Acknowledge a write when a read would show it, or read from where was written: caches and replicas lag behind.',
  },
  idempotent: {
    title: 'A tool that declares idempotentHint changes nothing when it is called again',
    fix: 'Make the second call find what the first one stored, or do not declare idempotentHint: clients repeat such calls.',
  },
  'own-answers': {
    title: 'Answers of calls made at once belong to their calls',
    fix: 'Keep what belongs to one call in that call: variables of the module or of the session are overwritten by the next.',
  },
  'no-cross-talk': {
    title: 'Sessions see nothing of each other',
    fix: 'Keep what belongs to one session in an object of that session: one server object or variable for all mixes them up.',
  },
} as const satisfies Record<string, { title: string; fix: string }>;
export type PropertyName = keyof typeof properties;

/** What was found of one property of one pair or tool. */
export type PropertyFinding = Pick<SuiteFinding, 'verdict' | 'reason' | 'evidence' | 'severity' | 'level'> & {
  property: PropertyName;
  /** The name of the pair or tool; absent for what is about the whole server. */
  subject?: string;
};

export function checkIdOf({ property, subject }: { property: PropertyName; subject?: string }): string {
  return subject === undefined ? `consistency:${property}` : `consistency:${property}:${subject}`;
}

export function find(
  property: PropertyName,
  subject: string | undefined,
  verdict: Exclude<Verdict, 'error'>,
  reason: string,
  more: { evidence?: SuiteFinding['evidence']; severity?: SuiteFinding['severity']; level?: Level } = {},
): PropertyFinding {
  return { property, subject, verdict, reason, ...more };
}
