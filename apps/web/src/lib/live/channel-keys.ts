import { queryKeys } from '../query-keys.ts';

/** What has to be asked again when events of a channel were missed. */
export function keysOfChannel(channel: string): readonly (readonly unknown[])[] {
  if (channel === 'servers') return [queryKeys.servers, queryKeys.samples, queryKeys.summaries];
  if (channel === 'runs')
    return [queryKeys.runs, queryKeys.results, queryKeys.runLoads, queryKeys.runChaoses, queryKeys.summaries];
  if (channel === 'metrics') return [queryKeys.charts];
  if (channel === 'logs') return [queryKeys.logs];
  return [queryKeys.tests, queryKeys.benchmarks, queryKeys.alerts, queryKeys.users];
}
