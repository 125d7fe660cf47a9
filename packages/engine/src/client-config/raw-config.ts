import type { ImportFormat } from '@mcp-lab/contracts';
import type { Place } from './text-place.ts';

/** An entry of a config file before it is judged. */
export interface RawEntry {
  name: string;
  /** In the words most clients share; see `normaliseEntry`. */
  value: unknown;
  /** As it stands in the file. */
  written: unknown;
  /** Why the text of this entry cannot be read; null when it can. */
  syntaxProblem: string | null;
  place: Place;
  /** The project an entry belongs to, where one file holds those of several; null where it belongs to the file. */
  project: string | null;
}

/** What VS Code asks the user for. */
export interface ConfigInput {
  id: string;
  description: string | null;
  password: boolean;
  place: Place;
}

/** A thing about the text that some readers stumble over: a comment, a trailing comma, a byte order mark, a broken place. */
export interface TextNote {
  kind: 'comment' | 'trailing-comma' | 'byte-order-mark' | 'syntax';
  message: string;
  place: Place;
}

export interface RawConfig {
  format: ImportFormat;
  entries: RawEntry[];
  inputs: ConfigInput[];
  notes: TextNote[];
  /** The member the servers stand in, as written: `servers`, `mcpServers`, `mcp.servers`. Null for a bare list. */
  section: string | null;
  /** Where a member of an entry stands; the place of the entry where that cannot be told. */
  placeOf(entry: RawEntry, path: readonly (string | number)[]): Place;
}
