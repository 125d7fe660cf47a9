import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { createGuardedLookup, refuseAddress } from './guarded-lookup.ts';
import type { CheckAddress } from './open-options.ts';

const connectTimeoutMs = 30_000;

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
    const refused = isIP(host) === 0 ? undefined : refuseAddress(check, port, [host]);
    if (refused !== undefined) {
      callback(refused, null);
      return;
    }
    const lookup = createGuardedLookup(check, port);
    const connect = buildConnector({ timeout: connectTimeoutMs, allowH2: false, lookup });
    connect(options, (...[error, socket]) => {
      const reached = socket?.remoteAddress;
      const late = reached === undefined ? undefined : refuseAddress(check, port, [reached]);
      if (late === undefined) callback(...([error, socket] as Parameters<typeof callback>));
      else {
        socket?.destroy();
        callback(late, null);
      }
    });
  };
}
