import type { Migration } from './migration.ts';

/** How sure a finding of the security suite is. */
export const confidence: Migration = {
  id: 6,
  name: 'confidence',
  statements: ['ALTER TABLE results ADD COLUMN confidence TEXT'],
};
