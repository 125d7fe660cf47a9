import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { LabDatabase } from './database.ts';
import { postgresDialect } from './dialect.ts';
import { DatabaseOpenError } from './open-error.ts';
import type { Database } from './schema.ts';

const poolSize = 10;
const connectTimeoutMs = 5_000;
/** A transaction that stands still holds locks others wait for: its process is frozen, so the server ends it. */
const idleInTransactionMs = 10_000;
const statementTimeoutMs = 60_000;
const lockTimeoutMs = 20_000;
const oldestVersion = 13;

const int8 = 20;
const numeric = 1700;
/** Counts and times fit a double exactly (2^53), sums are doubles already. */
const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 || oid === numeric ? Number : types.getTypeParser(oid, format),
};

export async function openPostgres(url: string): Promise<LabDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'mcp-lab',
    idle_in_transaction_session_timeout: idleInTransactionMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    types: parsers,
  });
  // A connection that dies is replaced at the next query, and a query it takes along is told so. Without a listener of
  // their own, idle ones (first line) and ones in use (second) would end the process instead.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const address = addressOf(url);
  try {
    const version = await readVersion(pool);
    return {
      db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
      backend: 'postgres',
      version,
      dialect: postgresDialect,
      address,
      postgres: { pool, url },
      close: async () => {
        if (!pool.ending) await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error instanceof DatabaseOpenError ? error : explain(url, address, error);
  }
}

async function readVersion(pool: Pool): Promise<string> {
  const answer = await pool.query<{ server_version: string }>('show server_version');
  const version = answer.rows[0]?.server_version.split(' ')[0] ?? '';
  if (Number.parseInt(version, 10) < oldestVersion) {
    throw new DatabaseOpenError(
      `DATABASE_URL: PostgreSQL ${version} is too old; use ${oldestVersion} or newer.`,
      false,
    );
  }
  return version;
}

function addressOf(url: string): string {
  const { username, hostname, port, pathname } = new URL(url);
  const user = username === '' ? '' : `${username}@`;
  return `postgres://${user}${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

/** What to say for the codes a wrong address or a stopped server give. */
function explain(url: string, address: string, error: unknown): DatabaseOpenError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const { username, hostname, port, pathname } = new URL(url);
  const where = `${hostname || 'localhost'}:${port || '5432'}`;
  const [problem, retryable] = describeCode(code, { username, where, database: pathname.slice(1), hostname }) ?? [
    `cannot be used: ${messageOf(error, url)}`,
    postgresDialect.isOutage(error),
  ];
  return new DatabaseOpenError(`DATABASE_URL: ${address} ${problem}.`, retryable);
}

interface Place {
  username: string;
  hostname: string;
  where: string;
  database: string;
}

function describeCode(code: string, place: Place): [problem: string, retryable: boolean] | undefined {
  switch (code) {
    case '28P01':
    case '28000':
      return [
        `refuses the user ${place.username}: the password is wrong or the user may not connect. Correct the address`,
        false,
      ];
    case '3D000':
      return [
        `has no database "${place.database}". Create it (CREATE DATABASE "${place.database}") or name another`,
        false,
      ];
    case 'ENOTFOUND':
      return [
        `names a host that does not exist: ${place.hostname}. Correct the address, or wait for the name to appear`,
        true,
      ];
    case 'ECONNREFUSED':
      return [`does not answer: nothing listens at ${place.where}. Start PostgreSQL or correct the address`, true];
    case '57P03':
      return ['is starting up or shutting down. Wait a moment', true];
    case '53300':
      return ['has no connection left. Raise its max_connections, or stop what uses them', true];
    default:
      return undefined;
  }
}

/** A driver's message with the password taken out, should it ever stand in one. */
function messageOf(error: unknown, url: string): string {
  const text = error instanceof Error ? error.message : String(error);
  const { password } = new URL(url);
  if (password === '') return text;
  return text.replaceAll(password, '***');
}
