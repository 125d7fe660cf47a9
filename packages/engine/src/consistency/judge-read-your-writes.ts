import type { Session } from '@mcp-lab/wire';
import { attemptWrites } from './attempt-writes.ts';
import type { Ground } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import { find, type PropertyFinding } from './properties.ts';
import type { Token } from './unique-tokens.ts';

const turns = 10;

/** A write and at once a read on the same session, several times over. */
export async function judgeReadYourWrites(
  ground: Ground,
  session: Session,
  known: KnownPair,
  written: Token[],
): Promise<PropertyFinding> {
  const { name, write, read } = known.pair;
  let looked = 0;
  const stale: Awaited<ReturnType<typeof attemptWrites>>[] = [];
  for (let turn = 0; turn < turns && !ground.signal.aborted; turn++) {
    const attempt = await attemptWrites(ground, [session], known, { n: 1, written });
    if (attempt.ended !== undefined) break;
    if (attempt.acknowledged.length === 0) continue;
    looked++;
    if (attempt.late.length + attempt.lost.length > 0) stale.push(attempt);
  }
  if (looked === 0) return find('read-your-writes', name, 'untestable', `no write of ${write.tool} was acknowledged`);
  const [first] = stale;
  if (first === undefined) {
    const reason = `${looked} writes by ${write.tool} one after another: ${read.tool} showed each at once`;
    return find('read-your-writes', name, 'pass', reason);
  }
  const never = stale.filter(({ lost }) => lost.length > 0).length;
  const later = never === 0 ? 'all of them came later' : `${never} of them did not come within a second`;
  const reason = `${stale.length} of ${looked} acknowledged writes by ${write.tool} were not in the answer of ${read.tool} that followed; ${later}`;
  return find('read-your-writes', name, never > 0 ? 'fail' : 'warn', reason, { evidence: first.evidence });
}
