import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type Dialect as KyselyDialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** How long a statement waits for another process to finish its transaction. */
const busyTimeoutMs = 10_000;
/** Statements kept prepared; beyond it the one unused longest goes. */
const maxStatements = 500;
const sqliteBusy = 5;

/**
 * Kysely over Node's own SQLite. Every transaction begins IMMEDIATE: it is the only writer from its first statement on,
 * so what it reads stays true until it commits. Waiting for another process never blocks the event loop.
 */
export function createNodeSqliteDialect(database: DatabaseSync): KyselyDialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new NodeSqliteDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely hands out the one connection to one caller at a time (`supportsMultipleConnections` of the adapter is false). */
class NodeSqliteDriver implements Driver {
  readonly #connection: NodeSqliteConnection;
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    await retryWhileBusy(() => this.#database.exec('BEGIN IMMEDIATE'));
  }

  async commitTransaction(): Promise<void> {
    await retryWhileBusy(() => this.#database.exec('COMMIT'));
  }

  async rollbackTransaction(): Promise<void> {
    // Some errors (a full disk, for one) have already ended the transaction.
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#connection.forgetStatements();
    this.#database.close();
  }
}

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return retryWhileBusy(() => {
      const { statement, returnsRows } = this.#prepare(sql);
      // Kysely's own types cannot know what SQLite takes; anything else is refused by node:sqlite with the reason.
      const values = parameters as readonly SQLInputValue[];
      if (returnsRows) return { rows: statement.all(...values) as R[] };
      const { changes } = statement.run(...values);
      return { numAffectedRows: BigInt(changes), rows: [] };
    });
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming would keep the only connection; read in pages');
  }

  forgetStatements(): void {
    this.#statements.clear();
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.#statements.set(sql, prepared);
    if (this.#statements.size > maxStatements) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest);
        break;
      }
    }
    return prepared;
  }
}

/** Tries again while another process writes, in growing steps, and gives SQLite's own error when the time is up. */
async function retryWhileBusy<Result>(action: () => Result): Promise<Result> {
  const deadline = performance.now() + busyTimeoutMs;
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 25)) {
    try {
      return action();
    } catch (error) {
      const busy = error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === sqliteBusy;
      if (!busy || performance.now() > deadline) throw error;
    }
    await pause(waitMs);
  }
}
