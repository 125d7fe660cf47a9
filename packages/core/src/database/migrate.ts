import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { LabDatabase } from './database.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { functionalCases } from './migrations/0002-functional-cases.ts';
import { diagnoses } from './migrations/0003-diagnoses.ts';
import { looksAndDocuments } from './migrations/0004-looks-and-documents.ts';
import { benchmarks } from './migrations/0005-benchmarks.ts';
import { confidence } from './migrations/0006-confidence.ts';
import type { Migration, MigrationStatement } from './migrations/migration.ts';
import type { Database } from './schema.ts';

/** Forward only, in order; new ones are added at the end. */
export const migrations: readonly Migration[] = [
  firstTables,
  functionalCases,
  diagnoses,
  looksAndDocuments,
  benchmarks,
  confidence,
];

/** The stored schema and this build do not fit together. The message says what to do. */
export class SchemaMismatchError extends Error {
  override readonly name = 'SchemaMismatchError';
}

/**
 * Brings the schema up to date; safe when several processes start at once, and when one is killed halfway: everything
 * happens in one transaction under a lock. Gives the names of what was applied. Throws SchemaMismatchError when the
 * schema is newer than this build or a released migration was edited.
 */
export async function migrateDatabase(
  database: LabDatabase,
  now: () => number,
  known: readonly Migration[] = migrations,
): Promise<string[]> {
  if ((await pendingMigrations(database, known)).length === 0) return [];
  return database.db.transaction().execute(async (transaction) => {
    await database.dialect.lockUntilCommit(transaction, 'migrations');
    await sql`CREATE TABLE IF NOT EXISTS migrations (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at ${sql.raw(database.dialect.columnTypes.int)} NOT NULL
    )`.execute(transaction);
    const pending = findPending(database, await readApplied(transaction), known);
    for (const migration of pending) {
      for (const statement of statementsOf(database, migration)) await sql.raw(statement).execute(transaction);
      const { id, name } = migration;
      const row = { id, name, checksum: checksumOf(database, migration), applied_at: now() };
      await transaction.insertInto('migrations').values(row).execute();
    }
    return pending.map((migration) => migration.name);
  });
}

/** What `migrateDatabase` would apply. Throws SchemaMismatchError as it does. */
export async function pendingMigrations(
  database: LabDatabase,
  known: readonly Migration[] = migrations,
): Promise<Migration[]> {
  const tables = await database.db.introspection.getTables();
  const applied = tables.some((table) => table.name === 'migrations') ? await readApplied(database.db) : [];
  return findPending(database, applied, known);
}

type Applied = Pick<Database['migrations'], 'id' | 'name' | 'checksum'>;

function readApplied(db: LabDatabase['db'] | Transaction<Database>): Promise<Applied[]> {
  return db.selectFrom('migrations').select(['id', 'name', 'checksum']).orderBy('id').execute();
}

function findPending(database: LabDatabase, applied: readonly Applied[], known: readonly Migration[]): Migration[] {
  for (const { id, name, checksum } of applied) {
    const migration = known.find((candidate) => candidate.id === id);
    if (migration === undefined) {
      throw new SchemaMismatchError(
        `The database ${database.address} was written by a newer version of the lab (migration ${id}, "${name}"). Start that version, or restore a backup made with this one.`,
      );
    }
    if (checksumOf(database, migration) !== checksum) {
      throw new SchemaMismatchError(
        `Migration ${id} ("${name}") of the database ${database.address} is not the one of this build. Start the version that made the database, or restore a backup.`,
      );
    }
  }
  return known.filter((migration) => !applied.some(({ id }) => id === migration.id));
}

function statementsOf({ backend, dialect }: LabDatabase, migration: Migration): string[] {
  const choose = (statement: MigrationStatement) => (typeof statement === 'string' ? statement : statement[backend]);
  return migration.statements
    .map(choose)
    .filter((statement) => statement !== undefined)
    .map((statement) =>
      statement.replaceAll(
        /\{(\w+)\}/g,
        (_, name: string) => dialect.columnTypes[name as keyof typeof dialect.columnTypes],
      ),
    );
}

function checksumOf(database: LabDatabase, migration: Migration): string {
  return createHash('sha256').update(statementsOf(database, migration).join(';\n')).digest('hex');
}
