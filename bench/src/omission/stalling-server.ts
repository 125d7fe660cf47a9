import { loadServerPath } from '@mcp-lab/fixtures';
import { withHttpServer } from '../with-http-server.ts';

const stallMs = 1_000;
const everyMs = 10_000;
/** The arguments of Node that start it over this transport. */
export const stallingServer = (transport: 'stdio' | 'http' | 'sse') => [
  loadServerPath,
  transport,
  'stall',
  String(stallMs),
  String(everyMs),
];

/** What is true of calls that are due evenly over time: one in ten falls into a stall and waits for what is left of it. */
export const truth = { p95: 500, p99: 900, max: stallMs, stallSeconds: stallMs / 1_000, everySeconds: everyMs / 1_000 };

/** A fresh server for each generator: its stalls are counted from its first call. */
export function withStallingServer<T>(
  use: (url: string) => Promise<T>,
  transport: 'http' | 'sse' = 'http',
): Promise<T> {
  return withHttpServer(stallingServer(transport), use);
}
