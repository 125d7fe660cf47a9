import type { ConsistencyPlan } from '@mcp-lab/contracts';
import type { Session } from '@mcp-lab/wire';
import { type Attempt, attemptWrites } from './attempt-writes.ts';
import { type Attempts, climb, findSmallest, type Ladder, type Smallest } from './find-smallest.ts';
import type { Ground } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import { find, type PropertyFinding } from './properties.ts';
import type { Token } from './unique-tokens.ts';

interface WritesOptions {
  plan: Pick<ConsistencyPlan, 'parallel' | 'tries'>;
  /** Sessions that write and read; opened again where the server ended them. */
  sessions: () => Promise<readonly Session[]>;
  across: boolean;
  written: Token[];
}

/** How long a missing write is waited for when others were missing for a whole second before. */
const shortWaitMs = 200;

const isLost = ({ lost, ended }: Attempt) => lost.length > 0 || ended !== undefined;
const isTwice = ({ twice }: Attempt) => twice.length > 0;

/** N writes at once, N rising: all that were acknowledged must be in the read, each once. */
export async function judgeWrites(
  ground: Ground,
  known: KnownPair,
  options: WritesOptions,
): Promise<PropertyFinding[]> {
  const { plan, across, sessions, written } = options;
  const { name } = known.pair;
  const lostName = across ? 'nothing-lost-across-sessions' : 'nothing-lost';
  const twiceName = across ? 'nothing-twice-across-sessions' : 'nothing-twice';
  if (known.keeps === 'register') {
    const reason = `${known.pair.write.tool} replaces what it wrote before, also one after another: nothing can be counted. Give it arguments that add something, such as a key with \${unique}`;
    return [find(lostName, name, 'untestable', reason), find(twiceName, name, 'untestable', reason)];
  }
  const attempts: Attempts = new Map();
  const ladder: Ladder = {
    steps: plan.parallel.toSorted((a, b) => a - b),
    tries: plan.tries,
    attempt: async (n) => {
      const waitMs = [...attempts.values()].flat().some(isLost) ? shortWaitMs : undefined;
      return attemptWrites(ground, await sessions(), known, { n, written, waitMs });
    },
    shouldStop: () => ground.signal.aborted,
  };
  const lost = await findSmallest(ladder, attempts, isLost);
  // Where writes were lost the ladder was left early; whether anything is there twice is looked for on its own.
  if (lost === undefined) await climb(ladder, attempts, isTwice);
  const twice = await findSmallest(ladder, attempts, isTwice);
  const control = async ({ n }: Smallest) =>
    attemptWrites(ground, await sessions(), known, { n, inTurn: true, written });
  // How bad it gets: the most calls at once, where the smallest number showed it already.
  const most = ladder.steps.at(-1) ?? 0;
  if (lost !== undefined && !attempts.has(most) && !ladder.shouldStop()) {
    attempts.set(most, [await ladder.attempt(most)]);
  }
  return [
    lost === undefined
      ? describePass(known, lostName, attempts)
      : describeLost(known, lostName, lost, await control(lost), worstOf(attempts)),
    twice === undefined
      ? describePass(known, twiceName, attempts)
      : describeTwice(known, twiceName, twice, await control(twice)),
  ];
}

function describePass(known: KnownPair, property: PropertyFinding['property'], attempts: Attempts): PropertyFinding {
  const { write, read, name } = known.pair;
  const all = [...attempts.values()].flat();
  const tried = all.filter(({ acknowledged }) => acknowledged.length > 1);
  const refusals = [...new Set(all.flatMap((attempt) => attempt.refusals))];
  const refused = refusals.length > 0 ? `; some were refused: ${refusals.join('; ')}` : '';
  if (tried.length === 0) {
    return find(property, name, 'untestable', `no two calls of ${write.tool} made at once were acknowledged${refused}`);
  }
  const numbers = [...new Set(tried.map(({ n }) => n))].sort((a, b) => a - b);
  const what = property.startsWith('nothing-lost') ? 'at least once' : 'no more than once';
  const evidence = tried.toSorted((a, b) => a.n - b.n)[0]?.evidence;
  const reason = `${numbers.join(', ')} calls of ${write.tool} at once: ${read.tool} showed each acknowledged write ${what}${refused}`;
  return find(property, name, 'pass', reason, { evidence });
}

function describeLost(
  known: KnownPair,
  property: PropertyFinding['property'],
  smallest: Smallest,
  control: Attempt,
  worst: Attempt | undefined,
): PropertyFinding {
  const { write, read, name } = known.pair;
  const [first] = smallest.shown as [Attempt, ...Attempt[]];
  const most =
    worst === undefined || worst.n === first.n || worst.lost.length <= first.lost.length
      ? ''
      : ` (of ${worst.acknowledged.length} at once ${worst.lost.length} are lost)`;
  const frequency = `${frequencyOf(smallest)}${most}`;
  if (first.ended !== undefined) {
    const reason = `the server ended while ${first.n} calls of ${write.tool} were made at once (${first.ended}); ${frequency}`;
    return find(property, name, 'fail', reason, { evidence: first.evidence });
  }
  // A read that shows one page only would lose them, too.
  if (isLost(control) && control.unreadable === undefined && first.unreadable === undefined) {
    const reason = `of ${first.n} writes by ${write.tool} ${read.tool} showed ${first.n - first.lost.length}, but made one after another ${control.lost.length} of ${control.n} are missing, too: it shows only a part, or this is no matter of many calls at once. Name a read that shows all, or one by \${unique}`;
    return find(property, name, 'warn', reason, { evidence: control.evidence });
  }
  const shown = first.acknowledged.length - first.lost.length;
  const saw =
    first.unreadable === undefined
      ? `${read.tool} then showed ${shown} of them, ${first.lost.length} lost`
      : `${read.tool} could not be read any more: ${first.unreadable}`;
  const inTurn = isLost(control) ? '' : `; the same ${control.n} one after another are all there`;
  const reason = `${first.acknowledged.length} calls of ${write.tool} made at once were acknowledged, and ${saw}; ${frequency}${inTurn}`;
  return find(property, name, 'fail', reason, { evidence: first.evidence });
}

function describeTwice(
  known: KnownPair,
  property: PropertyFinding['property'],
  smallest: Smallest,
  control: Attempt,
): PropertyFinding {
  const { write, read, name } = known.pair;
  const [first] = smallest.shown as [Attempt, ...Attempt[]];
  const inTurn = isTwice(control) ? 'also one after another' : `not one after another`;
  const reason = `${first.n} calls of ${write.tool} were made at once, each once, and ${read.tool} then showed ${first.twice.length} of them more than once; ${frequencyOf(smallest)}, ${inTurn}`;
  return find(property, name, 'fail', reason, { evidence: first.evidence });
}

function worstOf(attempts: Attempts): Attempt | undefined {
  return [...attempts.values()].flat().toSorted((a, b) => b.lost.length - a.lost.length)[0];
}

function frequencyOf({ n, shown, tries }: Smallest): string {
  return `smallest N that shows it: ${n}, in ${shown.length} of ${tries} tries`;
}
