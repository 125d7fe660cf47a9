import type { CheckContext } from '../../check/check.ts';
import { isLoopbackUrl } from '../auth/is-loopback.ts';

type Place = Pick<CheckContext, 'target' | 'inputs'>;

export function addressOf({ target }: Pick<CheckContext, 'target'>): string {
  return target.kind === 'http' ? target.url : '';
}

/** Whether the server is meant for this machine alone: by its address, unless the user says otherwise. */
export function isLocal({ target, inputs }: Place): boolean {
  return inputs.deployment === undefined ? isLoopbackUrl(addressOf({ target })) : inputs.deployment === 'local';
}
