import { isJsonObject, type Session } from '@mcp-lab/wire';
import { type Ground, makeCall } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import { find, type PropertyFinding } from './properties.ts';
import { readBack } from './read-back.ts';
import type { Token } from './unique-tokens.ts';

const atOnce = 5;

/** The same call again, then several times at once: the read must show what it showed after the first. */
export async function judgeIdempotence(
  ground: Ground,
  session: Session,
  known: KnownPair,
  written: Token[],
): Promise<PropertyFinding> {
  const { name, write, read } = known.pair;
  const annotations = known.tool?.annotations;
  if (!isJsonObject(annotations) || annotations.idempotentHint !== true) {
    return find('idempotent', name, 'not-applicable', `${write.tool} does not declare idempotentHint: true`);
  }
  const token = ground.nextToken();
  written.push(token);
  const look = () => readBack(ground, session, known, [token]);
  const first = await makeCall(ground, session, write, token);
  const once = await look();
  const expected = once.counts.get(token) ?? 0;
  if (first.outcome !== 'ok' || expected === 0) {
    return find('idempotent', name, 'untestable', `a write of ${write.tool} could not be read back`);
  }
  const stages = [
    { what: 'a second time', calls: 1 },
    { what: `${atOnce} times at once`, calls: atOnce },
  ];
  for (const { what, calls } of stages) {
    const again = await Promise.all(Array.from({ length: calls }, () => makeCall(ground, session, write, token)));
    const after = await look();
    const shown = after.counts.get(token) ?? 0;
    if (shown === expected) continue;
    const reason = `${write.tool} declares idempotentHint, and after the same call was made ${what} ${read.tool} shows what it wrote ${times(shown / expected)} instead of once`;
    const evidence = [...first.frames, ...again.flatMap(({ frames }) => frames), ...after.framesOf([token])];
    return find('idempotent', name, 'warn', reason, { evidence });
  }
  const reason = `the same call of ${write.tool} a second time and ${atOnce} times at once: ${read.tool} shows the same as after the first`;
  return find('idempotent', name, 'pass', reason, { evidence: once.framesOf([token]) });
}

function times(count: number): string {
  return count === 0 ? 'no more' : `${Math.round(count * 10) / 10} times`;
}
