import { join } from 'node:path';
import type { Generator, Place } from './generator.ts';
import type { GeneratorResult } from './generator-result.ts';
import { spawnMeasured } from './spawn-measured.ts';

const here = (file: string) => join(import.meta.dirname, file);

/** A generator that is a script beside this file: it measures itself, between its warm-up and its end. */
function scriptGenerator(name: string, checks: string, file: string): Generator {
  return {
    name,
    checks,
    async run({ url, inFlight, seconds }: Place) {
      const place = url === undefined ? [process.execPath, here('canned-stdio-server.ts')] : [url];
      const args = [here(file), String(inFlight), String(seconds), ...place];
      const { stdout } = await spawnMeasured(process.execPath, args, {});
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as GeneratorResult;
    },
  };
}

export const ours = scriptGenerator(
  'MCP Reliability Lab, load session',
  'all of JSON-RPC; latency and first byte',
  'run-ours.ts',
);
export const engine = scriptGenerator(
  'MCP Reliability Lab, whole engine',
  'all of JSON-RPC; all that a report holds, thresholds on',
  'run-engine.ts',
);
export const officialClient = scriptGenerator(
  'official v2 client 2.4.0',
  'all of JSON-RPC; nothing',
  'run-official-client.ts',
);
export const autocannon = scriptGenerator('autocannon 9.0.0', 'HTTP status; latency', 'run-autocannon.ts');
