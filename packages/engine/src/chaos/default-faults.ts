import type { Fault } from '@mcp-lab/contracts';
import type { TransportKind } from '@mcp-lab/wire';
import { parseFault } from '../proxy/parse-fault.ts';

/** What any server that the lab may break should live through. Nothing here makes it write what it was not asked to. */
const onStdio = [
  'latency,ms=200,jitter=100',
  'slice,bytes=32,ms=1,direction=to-server',
  'drop,probability=0.2',
  'reorder,every=3',
  'truncate,direction=to-server,every=4',
  'malformed,every=4',
  'pause',
  'cpu,percent=25',
  'reset,every=10',
  'kill',
];

const onHttp = [
  'latency,ms=200,jitter=100',
  'slice,bytes=32,ms=1,direction=to-server',
  'drop,probability=0.2',
  'reorder,every=3',
  'truncate,direction=to-server,every=4',
  'malformed,every=4',
  'reset,every=4',
  'reset,direction=to-server,every=4',
  'blackhole,probability=0.1',
  'cut-stream,every=3',
  'rate-limit,probability=0.3',
];

/** The faults of an experiment that names none. */
export function defaultFaults(transport: TransportKind): Fault[] {
  const faults = (transport === 'stdio' ? onStdio : onHttp).map(parseFault);
  return transport === 'streamable-http' ? [...faults, parseFault('session-404,every=10')] : faults;
}
