import { type Fault, faultKinds, faultSchema } from '@mcp-lab/contracts';
import type { z } from 'zod';
import { FaultError } from './fault-error.ts';

/** The members each fault takes, its kind apart. */
export const faultMembers: ReadonlyMap<string, readonly string[]> = new Map(
  faultSchema.options.map(({ shape }) => [shape.kind.value, Object.keys(shape).filter((name) => name !== 'kind')]),
);

/**
 * Reads the compact form of a fault, for example `latency,ms=200,direction=to-client,methods=tools/call|ping`.
 * Throws FaultError that names the fault and what it takes.
 */
export function parseFault(text: string): Fault {
  const [kind = '', ...members] = text.split(',').map((part) => part.trim());
  const allowed = faultMembers.get(kind);
  if (allowed === undefined) {
    throw new FaultError(`There is no fault "${kind}". There are: ${Object.keys(faultKinds).join(', ')}.`);
  }
  const given: Record<string, unknown> = { kind };
  for (const member of members) {
    const at = member.indexOf('=');
    const name = at < 0 ? member : member.slice(0, at);
    if (at < 0 || !allowed.includes(name)) {
      const known = `${kind} takes ${allowed.map((one) => `${one}=…`).join(', ')}`;
      throw new FaultError(
        at < 0 ? `${member}: write it as name=value. ${known}.` : `${kind} has no ${name}: ${known}.`,
      );
    }
    given[name] = readValue(name, member.slice(at + 1));
  }
  return readFault(given, kind);
}

/** Checks a fault of any origin; throws FaultError. */
export function readFault(value: unknown, name: string): Fault {
  const parsed = faultSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new FaultError(parsed.error.issues.map((issue) => describeIssue(name, issue)).join('\n'));
}

function describeIssue(name: string, { path, message }: z.core.$ZodIssue): string {
  return `${[name, ...path.map(String)].join('.')}: ${message}`;
}

function readValue(name: string, text: string): unknown {
  if (name === 'methods') return text.split('|').filter((method) => method !== '');
  return /^-?\d+(\.\d+)?(e\d+)?$/i.test(text) ? Number(text) : text;
}
