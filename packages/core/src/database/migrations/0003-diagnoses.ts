import type { Migration } from './migration.ts';

/** The last look at why a server does not connect; a new one takes the place of the old. */
export const diagnoses: Migration = {
  id: 3,
  name: 'diagnoses',
  statements: [
    `CREATE TABLE diagnoses (
      server_id {key} PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
      id {key} NOT NULL UNIQUE,
      status TEXT NOT NULL,
      requested_at {int} NOT NULL,
      finished_at {int},
      reason TEXT,
      report TEXT
    )`,
  ],
};
