import type { SuiteInputs } from '@mcp-lab/contracts';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { findProtection } from './protection.ts';
import { needsOwnToken, needsToken, ownToken } from './tokens.ts';

type ProbeToken = keyof SuiteInputs['tokens'];

/** The named probe token of a protected server, or why there is none. */
export async function requireProbeToken(context: CheckContext, name: ProbeToken): Promise<string | CheckOutcome> {
  const protection = await findProtection(context);
  if ('verdict' in protection) return protection;
  return context.inputs.tokens[name] ?? needsToken(context, name);
}

/** The run's own token at a protected server, or why there is none. */
export async function requireOwnToken(context: CheckContext): Promise<string | CheckOutcome> {
  const protection = await findProtection(context);
  if ('verdict' in protection) return protection;
  return ownToken(context) ?? needsOwnToken(context);
}
