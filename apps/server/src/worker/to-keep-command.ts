import type { ServerTarget } from '@mcp-lab/core';
import type { KeepCommand } from '../runner/protocol.ts';
import { toTargets } from './to-targets.ts';

/** What a runner is told about a server it is to watch. */
export function toKeepCommand(
  { key, owner, target }: { key: string; owner: string; target: ServerTarget },
  hostEnvironment: Record<string, string>,
): KeepCommand {
  const { auth, tokens } = target;
  return { type: 'keep', key, owner, ...toTargets(target, hostEnvironment), auth, tokens };
}
