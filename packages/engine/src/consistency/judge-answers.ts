import type { ConsistencyCall, ConsistencyPlan } from '@mcp-lab/contracts';
import type { Frame, Session } from '@mcp-lab/wire';
import { allTextOf } from './count-token.ts';
import { type Answered, type Ground, makeCall, resultOf } from './ground.ts';
import { find, type PropertyFinding } from './properties.ts';
import type { Token } from './unique-tokens.ts';

interface Mixed {
  n: number;
  /** What a call was given, and what its answer had instead or beside it. */
  own: Token;
  strangers: Token[];
  hasOwn: boolean;
  fromOtherSession: boolean;
  evidence: Frame[];
}

interface Round {
  answered: number;
  mixed: Mixed[];
}

/**
 * Calls whose answers repeat what they were given, many at once: each answer must have its own text and no other.
 * With several sessions only what comes from another session counts.
 */
export async function judgeAnswers(
  ground: Ground,
  sessions: readonly Session[],
  call: ConsistencyCall,
  subject: string,
  { parallel, tries }: Pick<ConsistencyPlan, 'parallel' | 'tries'>,
): Promise<PropertyFinding> {
  const across = sessions.length > 1;
  const property = across ? 'no-cross-talk' : 'own-answers';
  const steps = parallel.toSorted((a, b) => a - b);
  let answered = 0;
  const perform = async (n: number): Promise<Mixed | undefined> => {
    const round = await performRound(ground, sessions, call, n);
    answered += round.answered;
    return round.mixed.find(({ fromOtherSession }) => !across || fromOtherSession);
  };
  for (const n of steps) {
    if (ground.signal.aborted) break;
    const mixed = await perform(n);
    if (mixed === undefined) continue;
    const numbers = [2, 3, ...steps].filter((step) => step < n);
    const smallest = (await findSmaller(numbers, tries, perform)) ?? { mixed, shown: 1, made: 1 };
    while (smallest.made < tries && !ground.signal.aborted) {
      smallest.made++;
      if ((await perform(smallest.mixed.n)) !== undefined) smallest.shown++;
    }
    const frequency = `smallest N that shows it: ${smallest.mixed.n}, in ${smallest.shown} of ${smallest.made} tries`;
    return find(property, subject, 'fail', `${describeMixed(call.tool, smallest.mixed, across)}; ${frequency}`, {
      evidence: smallest.mixed.evidence,
    });
  }
  if (answered === 0) return find(property, subject, 'untestable', `no call of ${call.tool} succeeded`);
  const where = across ? `on ${sessions.length} sessions` : 'on one session';
  const reason = `${steps.join(', ')} calls of ${call.tool} at once ${where}: each of ${answered} answers had its own text and none of another`;
  return find(property, subject, 'pass', reason);
}

async function performRound(
  ground: Ground,
  sessions: readonly Session[],
  call: ConsistencyCall,
  n: number,
): Promise<Round> {
  const calls = Array.from({ length: n }, (_one, index) => ({
    token: ground.nextToken(),
    session: sessions[index % sessions.length] as Session,
  }));
  const answers = await Promise.all(calls.map(({ token, session }) => makeCall(ground, session, call, token)));
  const mixed = calls.flatMap(({ token, session }, index): Mixed[] => {
    const answer = answers[index] as Answered;
    if (answer.outcome !== 'ok') return [];
    const text = allTextOf(resultOf(answer));
    const strangers = calls.filter((other) => other.token !== token && text.includes(other.token.unique));
    const hasOwn = text.includes(token.unique);
    if (hasOwn && strangers.length === 0) return [];
    const [stranger] = strangers;
    const other = stranger === undefined ? [] : (answers[calls.indexOf(stranger)]?.frames ?? []);
    return [
      {
        n,
        own: token,
        strangers: strangers.map((one) => one.token),
        hasOwn,
        fromOtherSession: strangers.some((one) => one.session !== session),
        evidence: [...answer.frames, ...other],
      },
    ];
  });
  return { answered: answers.filter(({ outcome }) => outcome === 'ok').length, mixed };
}

async function findSmaller(
  numbers: readonly number[],
  tries: number,
  perform: (n: number) => Promise<Mixed | undefined>,
): Promise<{ mixed: Mixed; shown: number; made: number } | undefined> {
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    for (let turn = 0; turn < tries; turn++) {
      const mixed = await perform(n);
      if (mixed !== undefined) return { mixed, shown: 1, made: turn + 1 };
    }
  }
  return undefined;
}

function describeMixed(tool: string, { n, own, strangers, hasOwn }: Mixed, across: boolean): string {
  const [stranger] = strangers;
  const whose = across ? 'a call of another session' : 'another call';
  const got =
    stranger === undefined
      ? 'got an answer without it'
      : `got ${hasOwn ? 'beside its own' : 'instead'} the text ${stranger.unique} of ${whose}`;
  return `of ${n} calls of ${tool} at once${across ? ', spread over the sessions,' : ''} the one with ${own.unique} ${got}`;
}
