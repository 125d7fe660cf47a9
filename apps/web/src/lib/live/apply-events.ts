import type {
  Alert,
  Benchmark,
  ChaosTick,
  Diagnosis,
  HealthCheck,
  LabEvent,
  LoadTick,
  LogEntry,
  MetricSnapshot,
  Result,
  Run,
  Server,
  ServerHealth,
  Test,
} from '@mcp-lab/contracts';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { addLogEntries } from './log-store.ts';
import { addMetricSnapshots } from './metrics-store.ts';
import { patchCachedItem } from './patch-cached-item.ts';
import { addRunResults } from './result-store.ts';
import { chaosTicks, loadTicks } from './tick-store.ts';

interface EventTarget {
  queries: QueryClient;
  /** Marks a key as out of date, not more often than the lab can bear. */
  invalidate(key: QueryKey): void;
  /** Shows a note to the user. */
  notify(note: { level: 'info' | 'warning'; title: string; detail?: string; href?: string }): void;
  /** Rights of a user changed. */
  onUserChanged(userId: string): void;
}

/** Brings what the lab says into the query cache and the live buffers. Streams are applied a batch at a time. */
export function applyEvents(target: EventTarget, events: readonly LabEvent[]): void {
  const results: Result[] = [];
  const loads: { runId: string; tick: LoadTick }[] = [];
  const chaos: { runId: string; tick: ChaosTick }[] = [];
  const snapshots: MetricSnapshot[] = [];
  const lines: LogEntry[] = [];
  for (const event of events) {
    if (event.type === 'run.result-added') results.push(event.payload);
    else if (event.type === 'run.ticked') loads.push(event.payload);
    else if (event.type === 'run.chaos-ticked') chaos.push(event.payload);
    else if (event.type === 'metrics.sampled') snapshots.push(event.payload);
    else if (event.type === 'log.written') lines.push(event.payload);
    else applyEvent(target, event);
  }
  if (results.length > 0) addRunResults(results);
  loadTicks.add(loads);
  chaosTicks.add(chaos);
  if (snapshots.length > 0) addMetricSnapshots(snapshots);
  if (lines.length > 0) addLogEntries(lines);
}

type OtherEvent = Exclude<
  LabEvent,
  { type: 'run.result-added' | 'run.ticked' | 'run.chaos-ticked' | 'metrics.sampled' | 'log.written' }
>;

function applyEvent({ queries, invalidate, notify, onUserChanged }: EventTarget, event: OtherEvent): void {
  switch (event.type) {
    case 'server.updated':
      patchCachedItem<Server>(queries, queryKeys.servers, event.payload.id, () => event.payload);
      // A list with a filter may gain or lose it.
      invalidate(queryKeys.serverLists);
      invalidate(queryKeys.summaries);
      if (event.payload.profile !== null) invalidate(queryKeys.serverCapabilities(event.payload.id));
      return;
    case 'server.created':
    case 'server.deleted':
      invalidate(queryKeys.servers);
      invalidate(queryKeys.samples);
      invalidate(queryKeys.summaries);
      return;
    case 'server.health-checked':
      applyHealthCheck(queries, event.payload.serverId, event.payload);
      return;
    case 'server.diagnosed':
      queries.setQueryData<{ diagnosis: Diagnosis | null }>(queryKeys.serverDiagnosis(event.payload.serverId), {
        diagnosis: event.payload,
      });
      return;
    case 'run.updated':
      patchCachedItem<Run>(queries, queryKeys.runs, event.payload.id, () => event.payload);
      if (event.payload.finishedAt !== null) {
        invalidate(queryKeys.summaries);
        invalidate(queryKeys.tests);
        invalidate(queryKeys.runLists);
        if (event.payload.benchmarkId !== null) {
          invalidate(queryKeys.benchmarks);
          invalidate(queryKeys.runLoad(event.payload.id));
        }
        if (event.payload.kind === 'chaos') invalidate(queryKeys.runChaos(event.payload.id));
      }
      return;
    case 'run.created':
      queries.setQueryData<Run>(queryKeys.run(event.payload.id), (known) => known ?? event.payload);
      invalidate(queryKeys.runLists);
      invalidate(queryKeys.summaries);
      return;
    case 'test.created':
    case 'test.deleted':
      invalidate(queryKeys.tests);
      return;
    case 'test.updated':
      patchCachedItem<Test>(queries, queryKeys.tests, event.payload.id, () => event.payload);
      return;
    case 'benchmark.created':
    case 'benchmark.deleted':
      invalidate(queryKeys.benchmarks);
      return;
    case 'benchmark.updated':
      patchCachedItem<Benchmark>(queries, queryKeys.benchmarks, event.payload.id, () => event.payload);
      invalidate(queryKeys.benchmarkLists);
      return;
    case 'alert.opened':
      invalidate(queryKeys.alerts);
      invalidate(queryKeys.summaries);
      notify({ level: 'warning', title: event.payload.title, detail: event.payload.detail, href: '/alerts' });
      return;
    case 'alert.updated':
      patchCachedItem<Alert>(queries, queryKeys.alerts, event.payload.id, () => event.payload);
      invalidate(queryKeys.alerts);
      invalidate(queryKeys.summaries);
      return;
    case 'user.changed':
      invalidate(queryKeys.users);
      onUserChanged(event.payload.id);
      return;
    case 'system.noticed':
      notify({ level: event.payload.level, title: event.payload.message });
  }
}

function applyHealthCheck(queries: QueryClient, serverId: string, check: HealthCheck): void {
  patchCachedItem<Server>(queries, queryKeys.servers, serverId, (server) => ({
    ...server,
    health: check.health,
    healthReason: check.reason,
    healthCheckedAt: check.at,
    healthLatencyMs: check.latencyMs ?? server.healthLatencyMs,
  }));
  queries.setQueryData<ServerHealth>(queryKeys.serverHealth(serverId), (known) => {
    if (known === undefined || known.history.some((earlier) => earlier.at === check.at)) return known;
    const { at, health, latencyMs, reason } = check;
    return {
      ...known,
      health,
      reason,
      checkedAt: at,
      history: [{ at, health, latencyMs, reason }, ...known.history].slice(0, 100),
    };
  });
}
