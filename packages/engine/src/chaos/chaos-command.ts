import { isDeepStrictEqual } from 'node:util';
import { type ChaosExperiment, chaosExperimentSchema } from '@mcp-lab/contracts';
import { printFault } from '../proxy/print-fault.ts';

const defaults = chaosExperimentSchema.parse({});

/** The words that repeat an experiment: faults in their compact form, the rest in one option, what is the default left out. */
export function chaosCommand({ faults, mine, ...experiment }: ChaosExperiment): string[] {
  const told = Object.entries(experiment).filter(
    ([name, value]) => !isDeepStrictEqual(value, defaults[name as keyof ChaosExperiment]),
  );
  return [
    'chaos',
    ...(mine ? ['--mine'] : []),
    ...faults.flatMap((fault) => ['--fault', printFault(fault)]),
    ...(told.length > 0 ? ['--experiment', JSON.stringify(Object.fromEntries(told))] : []),
  ];
}
