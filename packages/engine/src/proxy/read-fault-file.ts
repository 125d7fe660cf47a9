import type { Fault } from '@mcp-lab/contracts';
import { parse } from 'yaml';
import { FaultError } from './fault-error.ts';
import { parseFault, readFault } from './parse-fault.ts';

const maxFaults = 50;

/** Faults from the text of a YAML or JSON file: a list of objects, or of lines as `--fault` takes them. Throws FaultError. */
export function readFaultFile(text: string): Fault[] {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new FaultError(error instanceof Error ? error.message : String(error));
  }
  if (!Array.isArray(value)) throw new FaultError('The file has to be a list of faults.');
  if (value.length > maxFaults) throw new FaultError(`More than ${maxFaults} faults.`);
  return value.map((item: unknown, index) =>
    typeof item === 'string' ? parseFault(item) : readFault(item, `fault ${index + 1}`),
  );
}
