import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { ServerProfile } from '@mcp-lab/wire';
import { exitCodes } from '../exit-codes.ts';
import type { CommandContext } from './command-context.ts';

/** Says why a server could not be looked at and sets the exit code; false where it could. */
export function reportUnreachable(
  { failure }: Pick<ServerProfile, 'failure'>,
  { terminal, exit, signal }: CommandContext,
): boolean {
  if (signal.aborted) {
    exit(exitCodes.interrupted);
    return true;
  }
  if (failure === undefined) return false;
  terminal.err(`${escapePeerText(failure.message)}\n${escapePeerText(failure.hint)}\n`);
  exit(exitCodes.unreachable);
  return true;
}
