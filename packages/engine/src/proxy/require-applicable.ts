import { type Fault, faultKinds } from '@mcp-lab/contracts/models/fault';
import type { TransportKind } from '@mcp-lab/wire';
import { FaultError } from './fault-error.ts';

/** Throws FaultError where a fault cannot be brought about on this transport. */
export function requireApplicable(faults: readonly Fault[], transport: TransportKind): void {
  for (const { kind } of faults) {
    const { transports } = faultKinds[kind];
    if (!transports.includes(transport)) {
      throw new FaultError(`${kind} does not apply to ${transport}: it is for ${transports.join(' and ')}.`);
    }
  }
}

/** The faults that can be brought about on a transport, by name. */
export function applicableKinds(transport: TransportKind): string[] {
  return Object.entries(faultKinds).flatMap(([kind, { transports }]) => (transports.includes(transport) ? [kind] : []));
}
