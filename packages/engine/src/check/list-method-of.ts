import { eraOf, isJsonObject, type Session } from '@mcp-lab/wire';

/** An ordinary request that every server of the session's era has to serve. */
export function listMethodOf({ capabilities, revision }: Pick<Session, 'capabilities' | 'revision'>): string {
  const [list] = ['tools', 'resources', 'prompts'].filter((name) => isJsonObject(capabilities[name]));
  if (list !== undefined) return `${list}/list`;
  return eraOf(revision) === 'modern' ? 'server/discover' : 'ping';
}
