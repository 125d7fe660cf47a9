import type { Kysely, Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Dialect } from './dialect.ts';
import type { Database } from './schema.ts';

/** A connection or a transaction: whatever queries can be built on. */
export type Db = Kysely<Database> | Transaction<Database>;

/** The open database of one process. */
export interface LabDatabase {
  db: Kysely<Database>;
  backend: 'sqlite' | 'postgres';
  /** Version of the database engine, for example `3.53.4` or `15.14`. */
  version: string;
  /** Where the two backends differ. */
  dialect: Dialect;
  /** The address without its password, for messages. */
  address: string;
  /** What only PostgreSQL has: the pool, and the address for connections of one's own. Holds the password. */
  postgres: { pool: Pool; url: string } | null;
  close(): Promise<void>;
}
