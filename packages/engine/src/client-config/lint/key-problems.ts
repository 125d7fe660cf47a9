import { clientFormats } from '../client-formats.ts';
import type { EntryScene } from './entry-scene.ts';
import { findNearest } from './find-nearest.ts';

/** What people write who think of another program. */
const aliases: Record<string, string[]> = {
  environment: ['env'],
  envs: ['env'],
  arguments: ['args'],
  argv: ['args'],
  cmd: ['command'],
  workingDirectory: ['cwd'],
  workdir: ['cwd'],
  uri: ['url', 'httpUrl', 'serverUrl'],
  endpoint: ['url', 'httpUrl', 'serverUrl'],
  serverUrl: ['url', 'httpUrl'],
  httpUrl: ['url'],
  transport: ['type'],
  bearer_token: ['bearer_token_env_var'],
  headers: ['http_headers'],
  disabled: ['enabled'],
};

/** Members the client does not read: a typing mistake, or the word of another client. */
export function findKeyProblems({ client, entry: { written }, report }: EntryScene): void {
  if (client.keys.length === 0 || typeof written !== 'object' || written === null) return;
  for (const key of Object.keys(written)) {
    if (client.keys.includes(key)) continue;
    const nearest = findMeant(key, client.keys);
    const owners = Object.values(clientFormats).filter(({ keys }) => keys.includes(key));
    if (owners.length > 0 && owners.length <= 3) {
      const titles = owners.map(({ title }) => title).join(', ');
      const fix = nearest === null ? 'Remove it.' : `Write "${nearest}" instead.`;
      report('unknown-key', 'warning', [key], `"${key}" is for ${titles}; ${client.title} does not read it.`, fix);
    } else {
      const fix = nearest === null ? 'Remove it.' : `Did you mean "${nearest}"?`;
      report('unknown-key', 'warning', [key], `${client.title} does not know "${key}".`, fix);
    }
  }
}

function findMeant(key: string, known: readonly string[]): string | null {
  const alias = aliases[key] ?? aliases[findNearest(key, Object.keys(aliases)) ?? ''] ?? [];
  return findNearest(key, known) ?? alias.find((name) => known.includes(name)) ?? null;
}
