import type { Target } from '@mcp-lab/wire';

/** A secret of ours that nobody but the server was given. */
export interface PlantedCanary {
  /** Where it was put: `the environment variable X`, `the header Y`. */
  where: string;
  value: string;
}

/** Called what a server's own secrets are called, so that code which looks for such finds them. */
const variables = ['MCP_LAB_CANARY_SECRET', 'AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN', 'DATABASE_PASSWORD'];
/** No name that a server would take for its own credentials: those would be refused. */
const header = 'X-Mcp-Lab-Canary';

/**
 * The target with canaries in what it is given: variables for a process, a header for a URL. What the user set stays as
 * it is.
 */
export function plantCanaries(
  target: Target,
  token: (label: string) => string,
): { target: Target; planted: PlantedCanary[] } {
  if (target.kind === 'http') {
    const value = token('header');
    const headers = { ...target.headers, [header]: value };
    return { target: { ...target, headers }, planted: [{ where: `the header ${header}`, value }] };
  }
  const free = variables.filter((name) => !Object.hasOwn(target.env, name));
  const values = free.map((name) => [name, token(`variable ${name}`)] as const);
  return {
    target: { ...target, env: { ...target.env, ...Object.fromEntries(values) } },
    planted: values.map(([name, value]) => ({ where: `the environment variable ${name}`, value })),
  };
}
