import type { ImportEntry, Server } from '@mcp-lab/contracts';
import { type JudgedEntry, judgeEntry } from '@mcp-lab/engine/client-config/judge-entry';
import { parseConfig } from '@mcp-lab/engine/client-config/parse-config';
import { insertServer } from '../../servers/insert-server.ts';
import { nameKey } from '../../servers/name-key.ts';
import { transact, type Unit } from '../../transact.ts';
import type { Service } from '../services.ts';

/** Each entry stands for itself: the sound ones are added, whatever is wrong with the others. */
export const importServers: Service<'importServers'> = async (context, { body }) => {
  const { format, entries: raw } = parseConfig(body.content);
  const judged = raw.map(judgeEntry);
  return transact(context, async (unit) => {
    const known = await knownNames(unit);
    const servers: Server[] = [];
    const entries: ImportEntry[] = [];
    for (const entry of judged) {
      const duplicateOf = known.get(nameKey(entry.name));
      const ready = entry.server !== null && duplicateOf === undefined;
      const wanted = ready && body.apply && (body.only?.includes(entry.name) ?? true);
      if (wanted && entry.server !== null) servers.push(await insertServer(context, unit, entry.server));
      const serverId = duplicateOf ?? (wanted ? servers.at(-1)?.id : undefined) ?? null;
      entries.push(describeEntry(entry, duplicateOf !== undefined, serverId));
      // Within the file, too, a name counts once.
      if (ready) known.set(nameKey(entry.name), serverId);
    }
    if (body.apply) unit.audit('server.imported', format, { servers: servers.map((server) => server.name) });
    return { format, applied: body.apply, entries, servers };
  });
};

async function knownNames({ db }: Unit): Promise<Map<string, string | null>> {
  const rows = await db.selectFrom('servers').select(['id', 'name_key']).execute();
  return new Map(rows.map((row) => [row.name_key, row.id]));
}

function describeEntry(
  { name, server, reason, warnings }: JudgedEntry,
  duplicate: boolean,
  serverId: string | null,
): ImportEntry {
  const taken = `There is a server named "${name}" already: rename one of them.`;
  return {
    name,
    status: server === null ? 'invalid' : duplicate ? 'duplicate' : 'ready',
    reason: server !== null && duplicate ? taken : reason,
    kind: server?.kind ?? null,
    command: server?.launch?.command ?? null,
    args: server?.launch?.args ?? [],
    url: server?.url ?? null,
    envNames: Object.keys(server?.env ?? {}),
    headerNames: Object.keys(server?.headers ?? {}),
    warnings,
    serverId,
  };
}
