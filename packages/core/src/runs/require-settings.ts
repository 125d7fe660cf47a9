import { type FunctionalCase, LabError, type RunKind, type RunOptions } from '@mcp-lab/contracts';
import type { ServerTable } from '../database/schema.ts';

/** Throws LabError where a kind of run needs what was not given, and says what to write. */
export function requireSettings(
  kind: RunKind,
  options: RunOptions,
  cases: readonly FunctionalCase[],
  server: Pick<ServerTable, 'kind'>,
): void {
  if (kind === 'functional' && cases.length === 0) {
    refuse('body.cases', 'A functional run needs cases: write some, or generate them from the server.');
  }
  if ((kind === 'load' || kind === 'soak') && options.load === undefined) {
    refuse('body.options.load', `A ${kind} run needs a load profile: save a benchmark and run that.`);
  }
  if (kind === 'chaos' && server.kind === 'http' && options.chaos?.mine !== true) {
    refuse('body.options.chaos.mine', 'The lab does not start this server: set mine to say that it is yours to break.');
  }
}

function refuse(path: string, message: string): never {
  throw new LabError('invalid-input', message, { issues: [{ path, message }] });
}
