import type { RunLoad } from '@mcp-lab/contracts';
import { type Fact, FactList } from '@/components/fact-list.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatBytes } from '@/lib/format/format-bytes.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { describeExecutor } from '../benchmarks/describe-executor.ts';
import { transportNames } from '../servers/transport-names.ts';

/** On what and how it was measured: figures of other machines are not to be put beside these. */
export function LoadEnvironment({ report }: { report: NonNullable<RunLoad['report']> }) {
  const { profile, profileHash, fingerprint, generator, revision, sessions } = report;
  const { sendLagMs, cpuMicrosecondsPerCall } = generator;
  const facts: (Fact | null)[] = [
    { label: 'Load', value: describeExecutor(profile.executor) },
    sessions === undefined ? null : { label: 'Sessions', value: sessions.opened },
    { label: 'Revision', value: revision },
    { label: 'Transport', value: transportNames[fingerprint.transport] },
    {
      label: 'Generator CPU',
      value: `${generator.cpuPercent.toFixed(0)} %, at most ${generator.cpuPercentMax.toFixed(0)} %`,
    },
    cpuMicrosecondsPerCall === null ? null : { label: 'CPU a call', value: `${cpuMicrosecondsPerCall.toFixed(0)} µs` },
    sendLagMs.p99 === null ? null : { label: 'Send lag, p99', value: formatDuration(sendLagMs.p99) },
    { label: 'Machine', value: `${fingerprint.cores} × ${fingerprint.cpu}, ${formatBytes(fingerprint.memoryBytes)}` },
    { label: 'Platform', value: `${fingerprint.platform}, Node ${fingerprint.node}` },
    { label: 'Server', value: fingerprint.local ? 'on the same machine' : 'elsewhere' },
    { label: 'Profile', value: <code title={profileHash}>{profileHash.slice(0, 10)}</code> },
    { label: 'Environment', value: <code title={fingerprint.hash}>{fingerprint.hash.slice(0, 10)}</code> },
  ];
  return (
    <Card>
      <CardHeader className="min-h-11">
        <CardTitle>How it was measured</CardTitle>
      </CardHeader>
      <CardBody>
        <FactList facts={facts.filter((fact) => fact !== null)} />
      </CardBody>
    </Card>
  );
}
