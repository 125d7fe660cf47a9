/** SQL in which `{int}`, `{real}`, `{bytes}`, `{serial}` and `{key}` stand for the backend's column types, or one text for each backend. */
export type MigrationStatement = string | { sqlite?: string; postgres?: string };

/** One step forward. Once released it is never edited: its checksum is stored with it. */
export interface Migration {
  id: number;
  name: string;
  statements: readonly MigrationStatement[];
}
