import type { TransportKind } from '@mcp-lab/wire';
import type { PlannedCheck } from './plan-run.ts';

/** Cuts checks that need quiet into groups, in order: those of one group may run side by side. */
export function groupAlone(planned: readonly PlannedCheck[], transport: TransportKind): PlannedCheck[][] {
  const groups: PlannedCheck[][] = [];
  for (const one of planned) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before !== undefined && mayRunBeside(before, one, transport)) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function mayRunBeside({ check: first }: PlannedCheck, { check: second }: PlannedCheck, transport: TransportKind) {
  if (first.quiet === 'server' && second.quiet === 'server') return transport === 'stdio';
  return first === second && first.quiet === 'others';
}
