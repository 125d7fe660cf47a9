import type { OAuthInput } from '@mcp-lab/contracts';
import { LabError } from '@mcp-lab/contracts';
import { obtainToken } from '@mcp-lab/engine/oauth/obtain-token';
import type { Target } from '@mcp-lab/wire';
import type { CommandContext } from './commands/command-context.ts';
import { UsageError } from './usage-error.ts';

/**
 * The same server with the token that its authorization asks for, and what must not be shown. The page to agree on is printed, never opened: the
 * terminal knows best how. Throws UsageError when no token could be had.
 */
export async function signIn(
  target: Target,
  auth: OAuthInput | undefined,
  { terminal, signal }: CommandContext,
): Promise<{ target: Target; secrets: Record<string, string> }> {
  if (auth === undefined) return { target, secrets: {} };
  if (target.kind === 'stdio') throw new UsageError('auth is for servers that are reached by URL.');
  try {
    const { accessToken, secrets } = await obtainToken(target, auth, {
      signal,
      onOpenUrl: (url) => terminal.err(`Open this page in a browser to sign in:\n${url}\n`),
    });
    const others = Object.entries(target.headers).filter(([name]) => name.toLowerCase() !== 'authorization');
    const headers = { ...Object.fromEntries(others), Authorization: `Bearer ${accessToken}` };
    const named = secrets.map((secret, index) => [`OAUTH_${index + 1}`, secret]);
    return { target: { ...target, headers }, secrets: Object.fromEntries(named) };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new UsageError(`No token could be had: ${error.message}`);
  }
}
