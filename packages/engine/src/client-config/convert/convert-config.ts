import type { ImportFormat } from '@mcp-lab/contracts';
import { stringify } from 'smol-toml';
import { clientFormats } from '../client-formats.ts';
import { judgeEntry } from '../judge-entry.ts';
import type { RawConfig } from '../raw-config.ts';
import { readShared } from '../shared-entry.ts';
import { describeServer, type Json } from './describe-server.ts';
import { SecretKeeper } from './secret-keeper.ts';

/** A config file as another client reads it. */
export interface ConvertedConfig {
  text: string;
  /** What could not be carried over, and what is left for the user to do. Never holds a value. */
  notes: { server: string | null; message: string }[];
}

/** Every format a file can be written in; the registry's describes packages, not what a user starts. */
export type WritableFormat = Exclude<ImportFormat, 'registry'>;
export const writableFormats = Object.keys(clientFormats).filter((id): id is WritableFormat => id !== 'registry');

/** Writes the servers of a config down for another client. Secrets become references or stand-ins, never text. */
export function convertConfig(config: RawConfig, format: WritableFormat): ConvertedConfig {
  const notes: ConvertedConfig['notes'] = [];
  const keeper = new SecretKeeper(config, format);
  const servers: Record<string, Json> = {};
  for (const entry of config.entries) {
    const note = (message: string) => notes.push({ server: entry.name, message });
    const shared = readShared(entry);
    const { reason } = judgeEntry(entry);
    if (shared === null || reason !== null) {
      note(`It is left out: ${reason ?? 'it is not an object.'}`);
      continue;
    }
    const described = describeServer({
      name: entry.name,
      shared,
      entry,
      from: config.format,
      to: format,
      keeper,
      note,
    });
    if (described !== null) servers[uniqueName(entry.name, servers, note)] = described;
  }
  notes.push(...keeper.notes.map((message) => ({ server: null, message })));
  return { text: write(servers, format, keeper), notes };
}

function uniqueName(name: string, servers: Record<string, Json>, note: (message: string) => void): string {
  if (!Object.hasOwn(servers, name)) return name;
  let count = 2;
  while (Object.hasOwn(servers, `${name}-${count}`)) count++;
  note(`The name stands twice in the file: the second one is called ${name}-${count}.`);
  return `${name}-${count}`;
}

function write(servers: Record<string, Json>, format: WritableFormat, keeper: SecretKeeper): string {
  const { section } = clientFormats[format];
  if (format === 'codex') return `${stringify({ [section]: servers }).trim()}\n`;
  const inputs = format === 'vscode' && keeper.inputs.length > 0 ? { inputs: keeper.inputs } : {};
  return `${JSON.stringify({ ...inputs, [section]: servers }, null, 2)}\n`;
}
