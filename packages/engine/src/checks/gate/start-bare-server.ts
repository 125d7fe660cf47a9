import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { bareServerPath } from '@mcp-lab/fixtures';
import { createCore } from '@mcp-lab/fixtures/bare/create-core';
import { createSoundDefinition } from '@mcp-lab/fixtures/bare/features/sound-definition';
import { serveHttp } from '@mcp-lab/fixtures/bare/http/serve-http';
import { parseOptions } from '@mcp-lab/fixtures/bare/parse-options';
import {
  type JsonObject,
  legacyRevisions,
  modernRevisions,
  type ServerProfile,
  type Target,
  type TransportKind,
} from '@mcp-lab/wire';
import { compileCache } from './compile-cache.ts';

interface RunningServer {
  target: Target;
  /** What it was started to speak. */
  profile: ServerProfile;
  /** With `--auth`: what to write under `tokens` in a suite file; the good one is in the headers of the target. */
  tokens?: JsonObject;
  close(): Promise<void>;
}

/** As an operator would who put it into the machine's store. */
function trustCertificate(certificate: string): void {
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
}

/** The bare fixture over one transport: a command for stdio, a listening server for HTTP. */
export async function startBareServer(transport: TransportKind, args: readonly string[]): Promise<RunningServer> {
  const options = parseOptions([transport === 'stdio' ? 'stdio' : 'http', ...args]);
  if (options === undefined) throw new Error(`the fixture does not start with ${args.join(' ')}`);
  const isSse = transport === 'http-sse';
  const profile: ServerProfile = {
    transport,
    modern: isSse ? [] : modernRevisions.filter((revision) => options.modern.includes(revision)),
    legacy: legacyRevisions.filter(
      (revision) => options.legacy.includes(revision) && (!isSse || revision === '2024-11-05'),
    ),
    unknownVersions: [],
    evidence: [],
  };
  if (transport === 'stdio') {
    const command = [bareServerPath, 'stdio', ...args];
    const target: Target = { kind: 'stdio', command: process.execPath, args: command, env: compileCache };
    return { target, profile, close: async () => {} };
  }
  const server = await serveHttp(await createCore(options, createSoundDefinition()), 0, options);
  if (server.certificate !== undefined) trustCertificate(server.certificate);
  const url = isSse ? server.url.replace(/\/mcp$/, '/sse') : server.url;
  const close = () => server.close();
  if (server.tokens === undefined) return { target: { kind: 'http', url, headers: {} }, profile, close };
  const { good, ...tokens } = server.tokens;
  return { target: { kind: 'http', url, headers: { Authorization: `Bearer ${good}` } }, profile, tokens, close };
}
