import type { Migration } from './migration.ts';

/** What a report needs beside results and frames, calls by hand, the accepted surface of a server and how it is signed in to. */
export const looksAndDocuments: Migration = {
  id: 4,
  name: 'looks and documents',
  statements: [
    `CREATE TABLE run_documents (
      run_id {key} PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      data {bytes} NOT NULL
    )`,
    `CREATE TABLE server_calls (
      id {key} PRIMARY KEY,
      server_id {key} NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
      state TEXT NOT NULL,
      request TEXT NOT NULL,
      answer TEXT,
      reason TEXT,
      created_at {int} NOT NULL
    )`,
    'CREATE INDEX server_calls_by_state ON server_calls (state, created_at)',
    'ALTER TABLE servers ADD COLUMN accepted_snapshot_id {key}',
    'ALTER TABLE servers ADD COLUMN auth TEXT',
  ],
};
