import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { CheckAddress } from './open-options.ts';

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** An Error for the first of these addresses that is off limits. */
export function refuseAddress(check: CheckAddress, port: number, addresses: readonly string[]): Error | undefined {
  for (const address of addresses) {
    const reason = check(address, port);
    if (reason !== undefined) return new Error(`refused address ${address}: ${reason}`);
  }
  return undefined;
}

/** A lookup for a socket that fails when any address a name resolves to is off limits: the name is resolved once, so it cannot change in between. */
export function createGuardedLookup(check: CheckAddress, port: number) {
  return (name: string, options: LookupOptions, answer: LookupCallback): void => {
    lookup(name, { ...options, all: true }, (error, found) => {
      const problem =
        error ??
        refuseAddress(
          check,
          port,
          found.map(({ address }) => address),
        );
      const first = found?.[0];
      if (problem !== undefined || first === undefined) answer(problem ?? new Error('no address'), []);
      else if (options.all === true) answer(null, found);
      else answer(null, first.address, first.family);
    });
  };
}
