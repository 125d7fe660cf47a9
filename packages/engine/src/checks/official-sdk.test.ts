import { sdkStdioServerPath } from '@mcp-lab/fixtures';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import type { Target } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { runConformance } from '../check/run-conformance.ts';
import type { RunDocument } from '../run/run-document.ts';
import { compileCache } from './gate/compile-cache.ts';

/*
 * A server on the official TypeScript SDK 2.4.0 is sound in all but these points, each looked at by hand. What the run
 * says beyond them is a false alarm of ours, and what it no longer says a blind spot.
 */

const everywhere = [
  // An argument that is no string is refused as it should be, but with -32603 and the validator's text.
  'prompts-args-validated warn',
  // resources/read without a uri is -32603 with the validator's text.
  'rpc-invalid-params warn',
  // No list has more than one page, and a cursor that comes all the same is not looked at.
  'page-invalid-cursor warn',
  // A member more in the envelope makes a request no message: no answer over stdio, HTTP 400 over HTTP.
  'qa-survives-unknown-fields warn',
];

const overStdio = [
  ...everywhere,
  // Once the first request has settled the era, later versions are not looked at.
  'version-checked-every-request fail',
  // Whatever is no well-formed message is dropped without a word, arrays included.
  'rpc-batch-supported fail',
  'rpc-batch-empty warn',
  'rpc-fractional-id-rejected warn',
  'rpc-invalid-request warn',
  'rpc-params-not-object warn',
  'rpc-parse-error-stdio warn',
];

const overHttp = [
  ...everywhere,
  // Arrays are served at every legacy revision.
  'rpc-batch-rejected warn',
];

/** What a busy machine may make slow says nothing about the server. */
const timedAreas: readonly string[] = ['performance', 'reliability'];

/** Per check the worst verdict over its revisions, where that is a finding. */
function findingsOf({ results }: RunDocument): string[] {
  const worst = new Map<string, string>();
  for (const { checkId, area, verdict } of results) {
    if (verdict !== 'error' && timedAreas.includes(area)) continue;
    if (verdict === 'fail' || verdict === 'error') worst.set(checkId, verdict);
    else if (verdict === 'warn' && !worst.has(checkId)) worst.set(checkId, verdict);
  }
  return [...worst].map(([checkId, verdict]) => `${checkId} ${verdict}`).sort();
}

const describeOdd = ({ results }: RunDocument): string =>
  results
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)
    .join('\n');

const run = (target: Target) => runConformance({ target, seed: 1, toolVersion: 'test', requestTimeoutMs: 10_000 });

test('over stdio the run says exactly what is known', async () => {
  const document = await run({
    kind: 'stdio',
    command: process.execPath,
    args: [sdkStdioServerPath],
    env: compileCache,
  });
  expect(document.profile).toMatchObject({ modern: ['2026-07-28'], legacy: expect.arrayContaining(['2025-11-25']) });
  expect(findingsOf(document), describeOdd(document)).toEqual([...overStdio].sort());
  expect(document.summary.counts.pass).toBeGreaterThan(370);
}, 180_000);

test('over HTTP the run says exactly what is known', async () => {
  const server = await startHttpServer();
  try {
    const document = await run({ kind: 'http', url: server.url, headers: {} });
    expect(findingsOf(document), describeOdd(document)).toEqual([...overHttp].sort());
    expect(document.summary.counts.pass).toBeGreaterThan(420);
  } finally {
    await server.close();
  }
}, 120_000);
