import { parse, TomlError } from 'smol-toml';
import type { RawConfig, RawEntry } from './raw-config.ts';
import { type Place, placeAt } from './text-place.ts';

/** The config of Codex. A text: why it cannot be read. */
export function parseTomlConfig(text: string): RawConfig | string {
  const parsed = readToml(text);
  if (typeof parsed === 'string') return parsed;
  const servers = parsed.mcp_servers;
  if (typeof servers !== 'object' || servers === null || Array.isArray(servers)) {
    const hint = 'mcpServers' in parsed || 'mcp' in parsed ? '; Codex writes it with an underscore' : '';
    return `it has no [mcp_servers.NAME] table${hint}`;
  }
  const entries = Object.entries(servers).map(([name, written]): RawEntry => {
    return { name, value: written, written, syntaxProblem: null, place: findTable(text, name), project: null };
  });
  return {
    format: 'codex',
    entries,
    inputs: [],
    notes: [],
    section: 'mcp_servers',
    placeOf: (entry, path) => findMember(text, entry, path[0]) ?? entry.place,
  };
}

function readToml(text: string): Record<string, unknown> | string {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    return `it is not sound TOML (line ${error.line}, column ${error.column}: ${reason})`;
  }
}

/** The parser keeps no places; the header of a table is easily found again. */
function findTable(text: string, name: string): Place {
  const quoted = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const header = new RegExp(`^[ \\t]*\\[mcp_servers\\.(?:${quoted}|"${quoted}"|'${quoted}')\\]`, 'm');
  return placeAt(text, header.exec(text)?.index ?? Math.max(0, text.indexOf('mcp_servers')));
}

function findMember(text: string, { place }: RawEntry, member: string | number | undefined): Place | null {
  if (typeof member !== 'string') return null;
  const lines = text.split('\n');
  for (let index = place.line; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const isKey = line.trimStart().split(/[\s=.]/, 1)[0] === member;
    if (isKey || line.trim().endsWith(`.${member}]`))
      return { line: index + 1, column: line.length - line.trimStart().length + 1 };
    if (/^\s*\[/.test(line)) return null;
  }
  return null;
}
