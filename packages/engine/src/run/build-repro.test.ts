import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sdkStdioServerPath } from '@mcp-lab/fixtures';
import type { Frame, Target } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { buildRepro } from './build-repro.ts';
import { discloseTarget } from './redact-target.ts';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: "it's me", version: '1' } },
};

function frame(seq: number, extra: Partial<Frame> & { text?: string }): Frame {
  const { text = '', ...rest } = extra;
  return {
    seq,
    kind: 'message',
    direction: 'sent',
    connection: 0,
    stream: 'stdin',
    firstByteNs: seq,
    lastByteNs: seq,
    raw: Buffer.from(text),
    droppedBytes: 0,
    ...rest,
  };
}

function reproOf(target: Target, frames: Frame[], evidence: Frame[]) {
  const source = { disclosure: discloseTarget(target), seed: 5, frames };
  return buildRepro(source, { checkId: 'some-check', revision: '2025-06-18', evidence });
}

test('the shell line of a stdio finding shows the answer when it is run', async () => {
  const target: Target = {
    kind: 'stdio',
    command: process.execPath,
    args: [sdkStdioServerPath, 'an "odd" argument'],
    env: {},
  };
  const frames = [
    frame(0, { text: JSON.stringify(initialize) }),
    frame(1, { text: '{"jsonrpc":"2.0","id":2,"method":"ping"}' }),
  ];
  const { shell, curl, cli } = reproOf(target, frames, [frames[1] as Frame]);
  expect(curl).toBeNull();
  expect(cli).toContain(`'an "odd" argument'`);
  const { stdout } = await promisify(execFile)('sh', ['-c', shell ?? ''], { env: {} });
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: number }).id),
  ).toEqual([1, 2]);
});

test('secrets become shell variables', () => {
  const target: Target = {
    kind: 'stdio',
    command: 'node',
    args: ['a.js'],
    env: { PATH: '/bin', API_KEY: 'k-1234567' },
  };
  const frames = [frame(0, { text: '{"token":"k-1234567"}' })];
  expect(reproOf(target, frames, frames)).toEqual({
    cli: 'mcp-lab test --only some-check --revision 2025-06-18 --seed 5 --env "API_KEY=$API_KEY" -- node a.js',
    shell: `(printf '%s\\n' '{"token":"[redacted API_KEY]"}'; sleep 2) | API_KEY="$API_KEY" node a.js`,
    curl: null,
  });
});

test('the curl line opens a session first where the exchange was in one', () => {
  const target: Target = { kind: 'http', url: 'http://127.0.0.1:9/mcp', headers: { Authorization: 'Bearer abcdefgh' } };
  const url = target.url;
  const common: [string, string][] = [
    ['Host', '127.0.0.1:9'],
    ['Authorization', 'Bearer abcdefgh'],
    ['Content-Length', '9'],
    ['Accept', '*/*'],
  ];
  const head = (seq: number, stream: string, headers: [string, string][]) =>
    frame(seq, { kind: 'http-request', stream, http: { method: 'POST', url, headers: [...common, ...headers] } });
  const frames = [
    head(0, 'post-1', []),
    frame(1, { stream: 'post-1', text: '{"first":1}' }),
    head(2, 'post-2', [['Mcp-Session-Id', 'xyz']]),
    frame(3, { stream: 'post-2', text: '{"second":2}' }),
  ];
  const { curl, shell } = reproOf(target, frames, [frames[3] as Frame]);
  expect(shell).toBeNull();
  expect(curl).toBe(
    `SESSION=$(curl -sS -o /dev/null -D - -H "Authorization: $AUTHORIZATION" -H 'Accept: */*' -H 'Content-Type:' --data-binary '{"first":1}' ${url} | tr -d '\\r' | ` +
      `awk 'tolower($1) == "mcp-session-id:" { print $2 }'); ` +
      `curl -sS -i -H "Authorization: $AUTHORIZATION" -H 'Accept: */*' -H "Mcp-Session-Id: $SESSION" -H 'Content-Type:' --data-binary '{"second":2}' ${url}`,
  );
});

test('a finding without frames has the command of the lab alone', () => {
  const target: Target = { kind: 'http', url: 'http://127.0.0.1:9/mcp', headers: {} };
  expect(reproOf(target, [], [])).toEqual({
    cli: 'mcp-lab test --only some-check --revision 2025-06-18 --seed 5 --url http://127.0.0.1:9/mcp',
    curl: null,
    shell: null,
  });
});
