import { createHash } from 'node:crypto';
import { LabError } from '@mcp-lab/contracts';
import type { ServiceContext } from '../../context.ts';
import type { SignInAttemptTable } from '../../database/schema.ts';
import { networkOf } from '../../security/network-of.ts';
import { transact, type Unit } from '../../transact.ts';

interface Rule {
  key: string;
  /** Attempts that cost nothing. */
  free: number;
  /** Pause after the first one beyond, doubling up to `longestMs`. */
  pauseMs: number;
  longestMs: number;
  /** A sign-in that succeeds forgets all earlier attempts, not just its own. */
  forgivesAll: boolean;
}

/** After this long without an attempt everything is forgotten. */
const memoryMs = 30 * 60_000;

/**
 * An account is guarded per network, so that nobody can lock somebody else out; the network as a whole against trying
 * many accounts; and the account as a whole, mildly, against many networks.
 */
function rulesFor(email: string, ip: string): Rule[] {
  const account = createHash('sha256').update(email).digest('base64url').slice(0, 22);
  const network = networkOf(ip);
  const rules: Rule[] = [
    { key: `${account} ${network}`, free: 5, pauseMs: 2_000, longestMs: 900_000, forgivesAll: true },
    { key: network, free: 50, pauseMs: 1_000, longestMs: 300_000, forgivesAll: false },
    { key: account, free: 100, pauseMs: 1_000, longestMs: 30_000, forgivesAll: false },
  ];
  // Always in the same order, so that two sign-ins never wait for each other's rows.
  return rules.toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

/** Counts an attempt before it is made, so that many at once are counted, too. Throws LabError `rate-limited`. */
export async function countAttempt(context: ServiceContext, email: string, ip: string): Promise<void> {
  const now = context.now();
  const waitMs = await transact(context, async ({ db }) => {
    const rules = rulesFor(email, ip);
    // Writing each row first makes others that count the same wait until this one is done.
    const rows: SignInAttemptTable[] = [];
    for (const { key } of rules) {
      const row = await db
        .insertInto('sign_in_attempts')
        .values({ key, failures: 0, blocked_until: 0, last_at: now })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
        .returningAll()
        .executeTakeFirstOrThrow();
      rows.push(row);
    }
    const blockedUntil = Math.max(...rows.map((row) => row.blocked_until));
    if (blockedUntil > now) return blockedUntil - now;
    for (const [index, row] of rows.entries()) {
      const rule = rules[index];
      if (rule === undefined) continue;
      const failures = row.last_at < now - memoryMs ? 1 : row.failures + 1;
      const values = { failures, blocked_until: blockAfter(rule, failures, now), last_at: now };
      await db.updateTable('sign_in_attempts').set(values).where('key', '=', rule.key).execute();
    }
    return 0;
  });
  if (waitMs === 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  throw new LabError('rate-limited', `Too many attempts to sign in. Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
}

/** Takes back what `countAttempt` counted, after a success or when the attempt was never judged. */
export async function forgiveAttempt({ db }: Unit, email: string, ip: string, succeeded: boolean): Promise<void> {
  for (const { key, forgivesAll } of rulesFor(email, ip)) {
    if (succeeded && forgivesAll) await db.deleteFrom('sign_in_attempts').where('key', '=', key).execute();
    else {
      await db
        .updateTable('sign_in_attempts')
        .set((e) => ({ failures: e('failures', '-', 1), blocked_until: 0 }))
        .where('key', '=', key)
        .where('failures', '>', 0)
        .execute();
    }
  }
}

function blockAfter({ free, pauseMs, longestMs }: Rule, failures: number, now: number): number {
  if (failures < free) return 0;
  return now + Math.min(longestMs, pauseMs * 2 ** Math.min(30, failures - free));
}
