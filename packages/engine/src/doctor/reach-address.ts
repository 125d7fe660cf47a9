import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import type { CheckAddress } from '@mcp-lab/wire';

export interface Place {
  host: string;
  port: number;
}

export interface Attempt {
  address: string;
  /** Null when it connected; else the code of the failure, or why the address is off limits. */
  failure: string | null;
  refused: boolean;
}

export interface Reach {
  /** Why the name does not resolve; null when it does. */
  lookupFailure: string | null;
  attempts: Attempt[];
}

const maxAddresses = 6;

/** Resolves a host and tries to connect to each of its addresses, all at once. */
export async function reachAddress(
  { host, port }: Place,
  { timeoutMs, checkAddress }: { timeoutMs: number; checkAddress: CheckAddress | undefined },
): Promise<Reach> {
  const bare = host.replace(/^\[|\]$/g, '');
  const found = await resolveHost(bare);
  if (typeof found === 'string') return { lookupFailure: found, attempts: [] };
  const attempts = found.slice(0, maxAddresses).map(async (address): Promise<Attempt> => {
    const forbidden = checkAddress?.(address, port);
    if (forbidden !== undefined) return { address, failure: forbidden, refused: true };
    return { address, failure: await tryConnect(address, port, timeoutMs), refused: false };
  });
  return { lookupFailure: null, attempts: await Promise.all(attempts) };
}

async function resolveHost(host: string): Promise<string[] | string> {
  if (isIP(host) !== 0) return [host];
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    return codeOf(error);
  }
}

async function tryConnect(address: string, port: number, timeoutMs: number): Promise<string | null> {
  const socket = connect({ host: address, port });
  try {
    await opened(socket, 'connect', timeoutMs);
    return null;
  } catch (error) {
    return codeOf(error);
  } finally {
    socket.destroy();
  }
}

/** Resolves when the socket says so; rejects with its error, or after the time. */
export function opened(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(Object.assign(new Error('it did not answer in time'), { code: 'ETIMEDOUT' })),
      timeoutMs,
    );
    const settle = (end: () => void) => {
      clearTimeout(timer);
      end();
    };
    socket.once(event, () => settle(resolve));
    socket.once('error', (error) => settle(() => reject(error)));
    socket.once('close', () => settle(() => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))));
  });
}

export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
