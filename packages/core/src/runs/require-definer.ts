import { isDeepStrictEqual } from 'node:util';
import type { RunOptions } from '@mcp-lab/contracts';
import type { Actor } from '../context.ts';
import { authorize } from '../services/authorize.ts';

type Options = Pick<RunOptions, 'inputs'>;

/**
 * Throws LabError `forbidden` where options make the lab start a program or write into a folder of its machine, and the
 * actor may not define commands. What stands in `before` already, somebody who may has put there.
 */
export function requireDefiner(actor: Actor, options: Options, before?: Options): void {
  const asked = powersOf(options);
  if (asked.every((power) => power === undefined)) return;
  if (before !== undefined && isDeepStrictEqual(asked, powersOf(before))) return;
  authorize(actor, 'servers:define-command');
}

/** The command of the process suite, and the folder in which the security suite lays its canaries. */
function powersOf({ inputs }: Options): unknown[] {
  return [inputs?.process?.start, inputs?.security?.root];
}
