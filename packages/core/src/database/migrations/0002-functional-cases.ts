import type { Migration } from './migration.ts';

/** Tests of kind functional hold cases; a run keeps those it was started with, so that it can be repeated. */
export const functionalCases: Migration = {
  id: 2,
  name: 'functional cases',
  statements: [
    "ALTER TABLE tests ADD COLUMN cases TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE runs ADD COLUMN cases TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE results ADD COLUMN labels TEXT NOT NULL DEFAULT '[]'",
  ],
};
