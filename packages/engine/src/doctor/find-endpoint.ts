import { createTranscript, discoverServer, type HttpTarget, type TransportKind } from '@mcp-lab/wire';
import type { FetchOptions } from './fetch-json.ts';

const usualPaths = ['/mcp', '/sse', '/mcp/', '/', '/api/mcp', '/v1/mcp'];
const patienceMs = 3_000;

/** Looks for MCP at the usual paths of the same host; null when it is at none of them. */
export async function findEndpoint(
  target: HttpTarget,
  { timeoutMs, signal, checkAddress }: FetchOptions,
): Promise<{ url: string; transport: TransportKind } | null> {
  const given = new URL(target.url);
  const own = given.pathname.replace(/\/$/, '');
  const toggled = given.pathname.endsWith('/') ? own : `${given.pathname}/`;
  const paths = [toggled, `${own}/mcp`, `${own}/sse`, ...usualPaths].filter(
    (path) => path !== given.pathname && path !== '',
  );
  for (const path of new Set(paths)) {
    const url = new URL(path, given);
    const profile = await discoverServer(
      { ...target, url: url.href },
      { transcript: createTranscript(), timeoutMs: Math.min(timeoutMs, patienceMs), signal, checkAddress },
    );
    if (profile.failure === undefined) return { url: url.href, transport: profile.transport };
  }
  return null;
}
