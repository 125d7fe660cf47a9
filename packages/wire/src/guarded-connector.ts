import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { CheckAddress } from './open-options.ts';

const connectTimeoutMs = 30_000;

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * A connector that asks before each connection: for a literal address, for every address a name resolves to (one bad
 * one refuses them all), and for the one that was reached. The name is resolved once, so it cannot change in between.
 * HTTP/2 is not offered: it would change case and order of the headers.
 */
export function createConnector(check: CheckAddress | undefined): buildConnector.connector {
  if (check === undefined) return buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const refuse = (addresses: string[]): Error | undefined => {
      for (const address of addresses) {
        const reason = check(address, port);
        if (reason !== undefined) return new Error(`refused address ${address}: ${reason}`);
      }
      return undefined;
    };
    const refused = isIP(host) === 0 ? undefined : refuse([host]);
    if (refused !== undefined) {
      callback(refused, null);
      return;
    }
    const connect = buildConnector({
      timeout: connectTimeoutMs,
      allowH2: false,
      lookup: (name: string, lookupOptions: LookupOptions, answer: LookupCallback) => {
        lookup(name, { ...lookupOptions, all: true }, (error, found) => {
          const problem = error ?? refuse(found.map(({ address }) => address));
          const first = found?.[0];
          if (problem !== undefined || first === undefined) answer(problem ?? new Error('no address'), []);
          else if (lookupOptions.all === true) answer(null, found);
          else answer(null, first.address, first.family);
        });
      },
    });
    connect(options, (...[error, socket]) => {
      const late = socket?.remoteAddress === undefined ? undefined : refuse([socket.remoteAddress]);
      if (late === undefined) callback(...([error, socket] as Parameters<typeof callback>));
      else {
        socket?.destroy();
        callback(late, null);
      }
    });
  };
}
