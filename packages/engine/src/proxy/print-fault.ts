import { isDeepStrictEqual } from 'node:util';
import type { Fault } from '@mcp-lab/contracts';
import { parseFault } from './parse-fault.ts';

/** The compact form of a fault, as `parseFault` reads it; what is the default is left out. */
export function printFault(fault: Fault): string {
  const defaults: Record<string, unknown> = { ...parseFault(fault.kind) };
  const members = Object.entries(fault).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, defaults[name]),
  );
  return [
    fault.kind,
    ...members.map(([name, value]) => `${name}=${Array.isArray(value) ? value.join('|') : value}`),
  ].join(',');
}
