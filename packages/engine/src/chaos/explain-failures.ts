import type { FaultKind, Injection } from '@mcp-lab/contracts';
import type { CallRecord } from './call-record.ts';

/** These only make calls late: they explain a timeout and nothing else. */
const delaying: readonly string[] = ['latency', 'bandwidth', 'slice', 'reorder', 'slow-close'] satisfies FaultKind[];
/** A server that minds these fails by itself. */
const harmless: readonly string[] = ['duplicate', 'duplicate-response', 'unsolicited'] satisfies FaultKind[];

/**
 * Which of the failed calls of a fault's time an injection explains; the others are the server's own. A call is
 * explained by an injection into its own messages, by one into its whole connection, and, where there was no session to
 * make it in, by whatever kept it from opening.
 */
export function explainFailures(
  calls: readonly CallRecord[],
  injections: readonly Injection[],
): ReadonlySet<CallRecord> {
  const byId = Map.groupBy(injections, ({ id }) => id);
  const firstMs = injections[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const broken = injections.filter(({ scope }) => scope === 'connection');
  const explained = calls.filter((call) => {
    if (call.outcome === 'ok') return false;
    if (!call.isConnected) return call.endedMs >= firstMs - newsMs;
    const own = byId.get(String(call.id)) ?? [];
    return own.some((injection) => explains(injection, call)) || broken.some((one) => strikes(one, call));
  });
  return new Set(explained);
}

function explains({ kind }: Injection, { outcome }: CallRecord): boolean {
  if (harmless.includes(kind)) return false;
  return !delaying.includes(kind) || outcome === 'timeout';
}

/** News of an injection may come a moment later than what it broke. */
const newsMs = 500;

function strikes(injection: Injection, call: CallRecord): boolean {
  return call.endedMs >= injection.atMs - newsMs && explains(injection, call);
}
