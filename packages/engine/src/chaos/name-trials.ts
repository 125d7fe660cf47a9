import type { Fault } from '@mcp-lab/contracts';
import { describeBlastRadius } from './describe-blast-radius.ts';

export interface NamedTrial {
  fault: Fault;
  /** The fault's, with a number where there are several of the kind: stable as long as the list is. */
  name: string;
  blastRadius: string;
}

export function nameTrials(faults: readonly Fault[], seconds: number): NamedTrial[] {
  const seen = new Map<string, number>();
  return faults.map((fault) => {
    const count = (seen.get(fault.kind) ?? 0) + 1;
    seen.set(fault.kind, count);
    const name = count === 1 ? fault.kind : `${fault.kind}-${count}`;
    return { fault, name, blastRadius: describeBlastRadius(fault, seconds) };
  });
}
