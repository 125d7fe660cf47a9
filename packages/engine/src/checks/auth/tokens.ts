import type { SuiteInputs } from '@mcp-lab/contracts';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';

type ProbeToken = keyof SuiteInputs['tokens'];

/** The bearer token every request of the run carries, if one does. */
export function ownToken({ target }: Pick<CheckContext, 'target'>): string | undefined {
  if (target.kind !== 'http') return undefined;
  const header = Object.entries(target.headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return /^Bearer\s+(\S+)\s*$/i.exec(header ?? '')?.[1];
}

export function hasAnyToken(context: Pick<CheckContext, 'target' | 'inputs'>): boolean {
  return ownToken(context) !== undefined || Object.values(context.inputs.tokens).some((token) => token !== undefined);
}

export function needsOwnToken(context: CheckContext): CheckOutcome {
  return context.untestable('no good token is known: give one in the suite file, as auth or as headers.Authorization');
}

export function needsToken(context: CheckContext, name: ProbeToken): CheckOutcome {
  return context.untestable(`no such token is known: give one in the suite file, as tokens.${name}`);
}
