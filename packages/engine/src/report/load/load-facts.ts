import type { Executor, LoadReport, LoadTick } from '@mcp-lab/contracts';
import { formatQuantity } from '../../load/format-quantity.ts';

/** What a reader has to know of a load, name by name. */
export function loadFacts(report: LoadReport): [name: string, value: string][] {
  const { iterations, generator, measuredSeconds, warmUpSeconds, sessions, fingerprint, abortedBy } = report;
  const { dropped, interrupted, completed } = iterations;
  const lag = generator.sendLagMs.p99 === null ? '' : `, send lag p99 ${formatQuantity(generator.sendLagMs.p99, 'ms')}`;
  const perCall = generator.cpuMicrosecondsPerCall;
  const cost = perCall === null ? '' : `, ${formatQuantity(perCall, 'µs')} a call`;
  const facts: [string, string | null][] = [
    ['load', describeExecutor(report.profile.executor)],
    [
      'measured',
      `${formatQuantity(measuredSeconds, 's')}${warmUpSeconds > 0 ? ` after ${formatQuantity(warmUpSeconds, 's')} of warm-up` : ''}`,
    ],
    ['calls', `${completed} done, ${dropped} could not start, ${interrupted} cut off`],
    [
      'sessions',
      sessions === undefined
        ? null
        : `${sessions.opened}${sessions.reopened > 0 ? `, opened again ${sessions.reopened} times` : ''}`,
    ],
    [
      'generator',
      `${generator.cpuPercent.toFixed(0)} % of a core${cost}${lag}${generator.valid ? '' : '; it was the bottleneck, so the figures may not be the server’s'}`,
    ],
    ['server', describeServer(report.ticks)],
    ['ended by', abortedBy],
    [
      'machine',
      `${fingerprint.cores} × ${fingerprint.cpu}, ${fingerprint.platform}, Node ${fingerprint.node}${fingerprint.local ? ', server on the same machine' : ''}`,
    ],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function describeServer(ticks: readonly LoadTick[]): string {
  const cpu = ticks.flatMap(({ serverCpuPercent }) => serverCpuPercent ?? []);
  const rss = ticks.flatMap(({ serverRssBytes }) => serverRssBytes ?? []);
  const files = ticks.flatMap(({ serverOpenFiles }) => serverOpenFiles ?? []);
  const [firstRss] = rss;
  const lastRss = rss.at(-1);
  if (firstRss === undefined || lastRss === undefined)
    return 'its CPU and memory are not known: the lab did not start it, or has no /proc to look in';
  const most = (values: readonly number[]) => values.reduce((high, value) => Math.max(high, value), 0);
  const mean = cpu.reduce((sum, value) => sum + value, 0) / Math.max(1, cpu.length);
  return [
    `CPU ${mean.toFixed(0)} % (at most ${most(cpu).toFixed(0)} %)`,
    `RSS ${formatQuantity(firstRss, 'bytes')} to ${formatQuantity(lastRss, 'bytes')} (at most ${formatQuantity(most(rss), 'bytes')})`,
    ...(files.length > 0 ? [`open files at most ${most(files)}`] : []),
  ].join(', ');
}

function describeExecutor(executor: Executor): string {
  const users = (count: number) => `${count} ${count === 1 ? 'user' : 'users'}`;
  switch (executor.type) {
    case 'shared-iterations':
      return `${users(executor.vus)} share ${executor.iterations} calls`;
    case 'per-vu-iterations':
      return `${users(executor.vus)}, ${executor.iterations} calls each`;
    case 'constant-vus':
      return `${users(executor.vus)} for ${executor.seconds} s`;
    case 'ramping-vus':
      return `users from ${executor.startVus}${describeStages(executor.stages, '')}`;
    case 'constant-arrival-rate':
      return `${executor.rate} calls/s for ${executor.seconds} s`;
    case 'ramping-arrival-rate':
      return `calls/s from ${executor.startRate}${describeStages(executor.stages, '/s')}`;
    case 'find-knee':
      return `search for the knee from ${executor.startRate}/s, ${executor.stepSeconds} s a step`;
  }
}

function describeStages(stages: readonly { seconds: number; target: number }[], unit: string): string {
  const shown = stages.slice(0, 8).map(({ seconds, target }) => ` to ${target}${unit} in ${seconds} s`);
  return `${shown.join(',')}${stages.length > 8 ? ` and ${stages.length - 8} more stages` : ''}`;
}
