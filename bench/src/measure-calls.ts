import { createTranscript, type JsonValue, openSession, type Revision, type Target } from '@mcp-lab/wire';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Measurement, measurementOf, median } from './measurement.ts';

interface Caller {
  name: string;
  call(text: string): Promise<JsonValue | undefined>;
  close(): Promise<unknown>;
}

interface Round {
  callsPerSecond: number;
  cpuMicroseconds: number;
}

export interface CallSetup {
  title: string;
  target: Target;
  revision: Revision;
  calls: number;
  rounds: number;
  inFlight: readonly number[];
}

/**
 * Calls of the tool `echo` through our wire and through the official client, in turn (A B A B ...), against one server
 * each of the same program. CPU is the client process' own; the ratio is taken round by round.
 */
export async function measureCalls(setup: CallSetup): Promise<Measurement[]> {
  const ours = await openWire(setup);
  const official = await openOfficial(setup);
  try {
    const measurements: Measurement[] = [];
    for (const inFlight of setup.inFlight) {
      const results = new Map<Caller, Round[]>([
        [ours, []],
        [official, []],
      ]);
      for (const caller of [ours, official]) await runRound(caller, setup.calls, inFlight);
      for (let round = 0; round < setup.rounds; round++) {
        for (const [caller, rounds] of results) rounds.push(await runRound(caller, setup.calls, inFlight));
      }
      measurements.push(...summarise(setup.title, inFlight, results, ours, official));
    }
    return measurements;
  } finally {
    await ours.close();
    await official.close();
  }
}

function summarise(
  title: string,
  inFlight: number,
  results: ReadonlyMap<Caller, Round[]>,
  ours: Caller,
  official: Caller,
): Measurement[] {
  const group = `${title}, ${inFlight} in flight`;
  const rows = [...results].flatMap(([caller, rounds]) => [
    measurementOf(
      group,
      `${caller.name}, rate`,
      'calls/s',
      rounds.map((round) => round.callsPerSecond),
    ),
    measurementOf(
      group,
      `${caller.name}, CPU`,
      'us/call',
      rounds.map((round) => round.cpuMicroseconds),
    ),
  ]);
  const theirs = results.get(official) ?? [];
  const ratios = (results.get(ours) ?? []).map(
    (round, index) => round.cpuMicroseconds / (theirs[index]?.cpuMicroseconds ?? Number.NaN),
  );
  return [...rows, measurementOf(group, `CPU ours / official (median ${median(ratios).toFixed(2)})`, 'ratio', ratios)];
}

async function runRound(caller: Caller, calls: number, inFlight: number): Promise<Round> {
  let started = 0;
  const lane = async () => {
    while (started < calls) {
      const text = `message ${started++}`;
      if (!JSON.stringify(await caller.call(text)).includes(text)) throw new Error(`${caller.name}: a wrong answer`);
    }
  };
  const begin = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: inFlight }, lane));
  const used = process.cpuUsage(before);
  const seconds = (performance.now() - begin) / 1000;
  return { callsPerSecond: calls / seconds, cpuMicroseconds: (used.user + used.system) / calls };
}

async function openWire({ target, revision }: CallSetup): Promise<Caller> {
  const session = await openSession(target, {
    revision,
    transport: target.kind === 'stdio' ? 'stdio' : 'streamable-http',
    // Full recording, in a ring of a bounded size as a long run would have it.
    transcript: createTranscript({ maxTranscriptBytes: 16 * 2 ** 20 }),
  });
  return {
    name: 'wire',
    async call(text) {
      const reply = await session.request('tools/call', { name: 'echo', arguments: { text } });
      return reply.result;
    },
    close: () => session.close(),
  };
}

async function openOfficial({ target, revision }: CallSetup): Promise<Caller> {
  const client = new Client(
    { name: 'bench', version: '1.0.0' },
    revision === '2026-07-28'
      ? { versionNegotiation: { mode: { pin: revision } } }
      : { supportedProtocolVersions: [revision] },
  );
  await client.connect(
    target.kind === 'stdio'
      ? new StdioClientTransport({ command: target.command, args: target.args, env: target.env, stderr: 'ignore' })
      : new StreamableHTTPClientTransport(new URL(target.url)),
  );
  return {
    name: 'official client',
    async call(text) {
      const result = await client.callTool({ name: 'echo', arguments: { text } });
      return result.content as JsonValue;
    },
    close: () => client.close(),
  };
}
