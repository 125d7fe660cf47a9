import type { FuzzDriver } from './drive/fuzz-driver.ts';
import { type FuzzCall, plainCall } from './fuzz-call.ts';
import type { Invariant } from './judge/invariant.ts';
import { type BrokenAt, playCalls } from './play-calls.ts';
import type { Failure } from './tool-report.ts';
import type { ToolUnderTest } from './tool-under-test.ts';

/** How many of the calls before it are tried along, when a call alone does not show it again. */
const rows = [1, 3, 7, 15, 31, 63, 99];
/** A server that is only slow gets this many times the usual time before it is said not to answer. */
const patience = 3;

/**
 * Tries a failure again in a fresh process or session: alone, then with more and more of what came before it. What is
 * seen again is confirmed, with its own frames as evidence; what is not stays as it was. Throws ServerGone.
 */
export async function confirmFailure(
  failure: Failure,
  {
    driver,
    tools,
    before,
    mayGoOn,
  }: {
    driver: FuzzDriver;
    tools: ReadonlyMap<string, ToolUnderTest>;
    /** The calls of the same process or session before it, in order. */
    before: FuzzDriver['history'];
    mayGoOn: () => boolean;
  },
): Promise<Failure> {
  const alone = failure.calls;
  const attempts: FuzzCall[][] = [alone];
  for (const count of rows) {
    if (before.length === 0) break;
    attempts.push([...before.slice(-count).map(({ tool, arguments: args }) => plainCall(tool, args)), ...alone]);
    if (count >= before.length) break;
  }
  for (const calls of attempts) {
    if (!mayGoOn()) break;
    const again = await repeat(driver, tools, calls, failure);
    if (again !== undefined)
      return {
        ...failure,
        calls: again.calls,
        confirmed: true,
        evidence: again.record.frames,
        violation: again.violation,
      };
  }
  return failure;
}

async function repeat(
  driver: FuzzDriver,
  tools: ReadonlyMap<string, ToolUnderTest>,
  calls: FuzzCall[],
  { violation }: Failure,
): Promise<BrokenAt | undefined> {
  const { invariant } = violation;
  const proving = driver.fresh();
  try {
    const again = await playCalls(proving, tools, calls, invariant, patientTimeout(driver, invariant));
    // What the arguments were made for, and so how grave it is, was known only when they were.
    const { severity, reason } = violation;
    return again && { ...again, violation: { ...again.violation, severity, reason } };
  } finally {
    await proving.close();
  }
}

/** Longer than usual where an answer was missing; undefined: as usual. */
export function patientTimeout({ requestTimeoutMs }: FuzzDriver, invariant: Invariant): number | undefined {
  return invariant === 'answers' || invariant === 'no-hang' ? requestTimeoutMs * patience : undefined;
}
