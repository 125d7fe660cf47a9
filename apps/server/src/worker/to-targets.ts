import type { ServerTarget } from '@mcp-lab/core';
import { childEnvironment, type StdioTarget, type Target } from '@mcp-lab/wire';

/** What a runner is told: how to reach the server and, for one that is reached by URL, how to start it. */
export interface RunnerTargets {
  target: Target;
  launch: StdioTarget | null;
}

/** A program gets the few variables it needs to run at all and those of its own; nothing else of the lab's environment. */
export function toTargets(server: ServerTarget, hostEnvironment: Record<string, string>): RunnerTargets {
  const launch = server.launch === null ? null : toStdio(server, server.launch, hostEnvironment);
  if (server.kind === 'stdio') {
    if (launch === null) throw new Error('a stdio server has no command');
    return { target: launch, launch: null };
  }
  if (server.url === null) throw new Error('an HTTP server has no URL');
  return { target: { kind: 'http', url: server.url, headers: server.headers }, launch };
}

function toStdio(
  { env }: ServerTarget,
  { command, args, cwd }: NonNullable<ServerTarget['launch']>,
  hostEnvironment: Record<string, string>,
): StdioTarget {
  return {
    kind: 'stdio',
    command,
    args,
    env: childEnvironment(hostEnvironment, env),
    ...(cwd === null ? {} : { cwd }),
  };
}
