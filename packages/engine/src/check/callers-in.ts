import type { Frame } from '@mcp-lab/wire';

/** Whose credentials the HTTP requests among these frames carry: each value of Authorization, undefined for none. */
export function callersIn(frames: readonly Frame[]): Set<string | undefined> {
  const heads = frames.filter(({ kind, direction }) => kind === 'http-request' && direction === 'sent');
  return new Set(heads.map(({ http }) => http?.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1]));
}
