import { suiteInputsSchema } from '@mcp-lab/contracts';
import { protectedInputs } from '@mcp-lab/fixtures';
import { expect, test } from 'vitest';
import { runConformance } from '../../check/run-conformance.ts';
import { startBareServer } from '../gate/start-bare-server.ts';

/** What depends on who asks, and what judges all that came. */
const only = [
  'auth-*',
  'sec-*',
  'http-session-*',
  'rpc-*',
  'resources-*',
  'cache-*',
  'mrtr-state-*',
  'tasks11-isolation',
];

test('a run of a protected server finds nothing, and no token stands in what it leaves behind', async () => {
  const { target, profile, tokens = {}, close } = await startBareServer('streamable-http', ['--auth']);
  try {
    const inputs = suiteInputsSchema.parse({ ...protectedInputs, tokens });
    const events: unknown[] = [];
    const run = await runConformance({
      target,
      profile,
      seed: 1,
      toolVersion: 'test',
      inputs,
      only,
      requestTimeoutMs: 8_000,
      onProgress: (event) => events.push(event),
    });
    const odd = run.results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'error');
    expect(odd.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)).toEqual([]);
    const auth = run.results.filter(({ checkId, verdict }) => checkId.startsWith('auth-') && verdict !== 'pass');
    expect(auth.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)).toEqual([]);
    const good = target.kind === 'http' ? (target.headers.Authorization ?? '').replace('Bearer ', '') : '';
    const left = JSON.stringify([run, events]);
    const leaked = Object.entries({ good, ...tokens }).filter(([, token]) => left.includes(String(token)));
    expect(leaked.map(([name]) => name)).toEqual([]);
    expect(left).toContain('[redacted token secondUser]');
  } finally {
    await close();
  }
}, 120_000);
