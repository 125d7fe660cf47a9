import type { ConsistencyPlan } from '@mcp-lab/contracts';
import type { Session, TransportKind } from '@mcp-lab/wire';
import { stringify } from 'yaml';
import type { SuiteSettings } from '../run/suite-settings.ts';
import type { Ground } from './ground.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeIdempotence } from './judge-idempotence.ts';
import { isShared, judgeIsolation } from './judge-isolation.ts';
import { judgeReadYourWrites } from './judge-read-your-writes.ts';
import { judgeWrites } from './judge-writes.ts';
import type { KnownPair } from './known-pair.ts';
import { printMissingEcho, printMissingPair } from './print-missing-pair.ts';
import { checkIdOf, find, type PropertyFinding, type PropertyName } from './properties.ts';
import { type SessionPool, withPool } from './session-pool.ts';
import type { Survey } from './survey-ground.ts';
import type { Token } from './unique-tokens.ts';

/** One look at the server, which may answer for several properties. */
export interface PlannedProperty {
  properties: readonly PropertyName[];
  subject: string | undefined;
  /** The ids of its results. */
  produces: readonly string[];
  look(): Promise<PropertyFinding[]>;
}

/** What is to be looked at, in order. */
export function planProperties(
  ground: Ground,
  pool: SessionPool,
  survey: Survey,
  { inputs }: Pick<SuiteSettings, 'inputs'>,
  transport: TransportKind,
): PlannedProperty[] {
  const plan = inputs.consistency;
  const planned = [entry(['pairs'], undefined, async () => [describePairs(survey)])];
  for (const known of survey.pairs.known) planned.push(...planPair(ground, pool, survey, known, plan, transport));
  const echoes = new Map(survey.echoes.map((call) => [call.tool, call]));
  for (const { pair, answersRepeatOwn } of survey.pairs.known) {
    if (answersRepeatOwn && !echoes.has(pair.write.tool)) echoes.set(pair.write.tool, pair.write);
  }
  for (const [tool, call] of echoes) {
    for (const [property, count] of [
      ['own-answers', 1],
      ['no-cross-talk', plan.sessions],
    ] as const) {
      planned.push(
        entry([property], tool, async () => [await judgeAnswers(ground, await pool.take(count), call, tool, plan)]),
      );
    }
  }
  if (echoes.size === 0) {
    const reason = `no tool that may be called repeats what it is given. In the suite file:\n${printMissingEcho()}`;
    planned.push(entry(['own-answers'], undefined, async () => [find('own-answers', undefined, 'untestable', reason)]));
  }
  return planned;
}

function planPair(
  ground: Ground,
  pool: SessionPool,
  survey: Survey,
  known: KnownPair,
  plan: ConsistencyPlan,
  transport: TransportKind,
): PlannedProperty[] {
  const { pair } = known;
  const written = survey.writtenBy(pair.name);
  const alone = async (judge: (session: Session) => Promise<PropertyFinding>) => {
    const [session] = await pool.take(1, known);
    return session === undefined ? [] : [await judge(session)];
  };
  return [
    entry(['read-your-writes'], pair.name, () => {
      return alone((session) => judgeReadYourWrites(ground, session, known, written));
    }),
    entry(['idempotent'], pair.name, () => alone((session) => judgeIdempotence(ground, session, known, written))),
    // On sessions of their own the commands that show a finding again stay short.
    entry(['nothing-lost', 'nothing-twice'], pair.name, (id) => {
      return withPool(ground, id, (own) => {
        return judgeWrites(ground, known, { plan, sessions: () => own.take(1, known), across: false, written });
      });
    }),
    entry(['nothing-lost-across-sessions', 'nothing-twice-across-sessions', 'no-cross-talk'], pair.name, (id) =>
      lookAcross(ground, known, plan, transport, written, id),
    ),
  ];
}

/** Over sessions: what is shared must lose nothing, what is not must not be seen. */
async function lookAcross(
  ground: Ground,
  known: KnownPair,
  plan: ConsistencyPlan,
  transport: TransportKind,
  written: Token[],
  checkId: string,
): Promise<PropertyFinding[]> {
  const { pair } = known;
  const acrossNames = ['nothing-lost-across-sessions', 'nothing-twice-across-sessions'] as const;
  if (transport === 'stdio' && !pair.sharedStore) {
    const yaml = stringify({
      consistency: { pairs: [{ name: pair.name, write: pair.write, read: pair.read, sharedStore: true }] },
    });
    const reason = `whether several processes have one store only its user knows. If they have, in the suite file:\n${yaml.trimEnd()}`;
    const [first, second] = acrossNames;
    const short = `whether several processes have one store only its user knows: see ${checkIdOf({ property: first, subject: pair.name })}`;
    return [find(first, pair.name, 'untestable', reason), find(second, pair.name, 'untestable', short)];
  }
  return withPool(ground, checkId, async (pool) => {
    const sessions = () => pool.take(plan.sessions, known);
    if (await isShared(ground, await sessions(), known, written)) {
      return judgeWrites(ground, known, { plan, sessions, across: true, written });
    }
    const reason = 'what one session writes another does not see: each has a state of its own';
    return [
      ...acrossNames.map((name) => find(name, pair.name, 'not-applicable', reason)),
      await judgeIsolation(ground, await sessions(), known, { parallel: plan.parallel, written }),
    ];
  });
}

function describePairs({ pairs: { known, dropped, notAllowed } }: Survey): PropertyFinding {
  const left = dropped.map(({ write, read, reason }) => `${write}${read === '' ? '' : ` and ${read}`}: ${reason}`);
  const leftOut = left.length === 0 ? '' : ` Not used: ${left.join('; ')}.`;
  if (known.length > 0) {
    const used = known.map(({ pair, origin }) => `${pair.write.tool} and ${pair.read.tool} (${origin})`);
    return find('pairs', undefined, 'info', `${used.join(', ')}.${leftOut}`);
  }
  if (notAllowed.length > 0) {
    const names = notAllowed.map(({ write }) => write.tool).join(', ');
    const reason = `${names}: by name they add something, but nobody said that they may be called. Allow it (--allow-side-effects, or allow.sideEffects in the suite file), or name a pair there:\n${printMissingPair(notAllowed)}\n${leftOut}`;
    return find('pairs', undefined, 'untestable', reason.trimEnd());
  }
  const reason = `no tool was found that adds something, with another that shows it.${leftOut} In the suite file:\n${printMissingPair([])}`;
  return find('pairs', undefined, 'untestable', reason);
}

function entry(
  properties: readonly PropertyName[],
  subject: string | undefined,
  look: (checkId: string) => Promise<PropertyFinding[]>,
): PlannedProperty {
  const produces = properties.map((property) => checkIdOf({ property, subject }));
  return { properties, subject, produces, look: () => look(produces[0] ?? '') };
}
