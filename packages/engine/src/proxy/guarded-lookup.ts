import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { CheckAddress } from '@mcp-lab/wire';

/** A lookup for sockets that gives no address that may not be connected to. */
export function createGuardedLookup(checkAddress: CheckAddress, port: number): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      for (const { address } of addresses) {
        const reason = checkAddress(address, port);
        if (reason !== undefined) return callback(new Error(reason), []);
      }
      const [first] = addresses;
      if (options.all === true || first === undefined) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
