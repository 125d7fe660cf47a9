import type { Frame } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';

const maxEvidence = 3;

interface Wording {
  /** Plural: `messages`, `error responses`. */
  subjects: string;
  /** Completes `all 12 messages …`. */
  sound: string;
}

/**
 * Judges many things of one kind: `faultOf` says what is wrong with one, or undefined. The reason counts the faulty
 * ones and tells the first fault in full.
 */
export function judgeEach<Subject extends { frame: Frame }>(
  context: CheckContext,
  subjects: readonly Subject[],
  wording: Wording,
  faultOf: (subject: Subject) => string | undefined,
): CheckOutcome {
  if (subjects.length === 0) return context.untestable(`the server sent no ${wording.subjects}`);
  let firstFault: string | undefined;
  const faulty: Frame[] = [];
  for (const subject of subjects) {
    const fault = faultOf(subject);
    if (fault === undefined) continue;
    firstFault ??= fault;
    faulty.push(subject.frame);
  }
  if (firstFault === undefined) return context.passed(`all ${subjects.length} ${wording.subjects} ${wording.sound}`);
  const count = `${faulty.length} of ${subjects.length} ${wording.subjects}`;
  return context.violated(`${count}: ${firstFault}`, faulty.slice(0, maxEvidence));
}
