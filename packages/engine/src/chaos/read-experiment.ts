import { type ChaosExperiment, chaosExperimentSchema } from '@mcp-lab/contracts';
import { parse } from 'yaml';
import { FaultError } from '../proxy/fault-error.ts';
import { parseFault } from '../proxy/parse-fault.ts';

/** An experiment from YAML or JSON; faults may also stand in their compact form. Throws FaultError with every mistake. */
export function readExperiment(text: string): ChaosExperiment {
  const value = readText(text);
  const parsed = chaosExperimentSchema.safeParse(withFaults(value));
  if (parsed.success) return parsed.data;
  throw new FaultError(
    parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('\n'),
  );
}

function readText(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new FaultError(error instanceof Error ? error.message : String(error));
  }
}

function withFaults(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('faults' in value) || !Array.isArray(value.faults)) return value;
  const faults = value.faults.map((fault: unknown) => (typeof fault === 'string' ? parseFault(fault) : fault));
  return { ...value, faults };
}
