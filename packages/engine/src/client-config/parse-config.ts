import { type ImportFormat, LabError } from '@mcp-lab/contracts';
import { formatOfFile } from './client-formats.ts';
import { normaliseEntry } from './normalise-entry.ts';
import { parseJsonConfig } from './parse-json-config.ts';
import { parseTomlConfig } from './parse-toml-config.ts';
import type { RawConfig } from './raw-config.ts';

export interface ParseConfigOptions {
  /** The name of the file tells whose it is, where clients share a form. */
  file?: string;
  /** Whose it is, when that is known. */
  format?: ImportFormat;
}

/**
 * Finds the server entries of a client's config file. A syntax error within one entry spoils that entry alone. Throws
 * LabError `invalid-input` when the file as a whole is none we know.
 */
export function parseConfig(content: string, { file, format }: ParseConfigOptions = {}): RawConfig {
  const known = format ?? formatOfFile(file);
  // Editors and Windows tools begin files with a byte order mark.
  const text = content.replace(/^\uFEFF/, '');
  const looksToml = /^[ \t]*\[mcp_servers\./m.test(text) && !text.trimStart().startsWith('{');
  const isToml = known === 'codex' || file?.endsWith('.toml') === true || looksToml;
  const config = isToml ? parseTomlConfig(text) : parseJsonConfig(text, known);
  if (typeof config === 'string') {
    throw new LabError('invalid-input', `This file cannot be imported: ${config}.`, {
      issues: [{ path: 'body.content', message: config }],
    });
  }
  if (text !== content) {
    const message = 'The file begins with a byte order mark';
    config.notes.unshift({ kind: 'byte-order-mark', message, place: { line: 1, column: 1 } });
  }
  for (const entry of config.entries) entry.value = normaliseEntry(entry.written, config.format);
  return config;
}
