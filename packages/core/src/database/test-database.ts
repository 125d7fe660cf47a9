import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** A database of its own for one test file: `url` opens it, `drop` removes it when every connection is closed. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

export interface TestBackend {
  name: 'sqlite' | 'postgres';
  create(): Promise<TestDatabase>;
}

// biome-ignore lint/style/noProcessEnv: the test command hands the PostgreSQL of the tests over in this variable
const postgresUrl = process.env.TEST_DATABASE_URL;

const sqlite: TestBackend = {
  name: 'sqlite',
  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-core-'));
    return {
      url: `sqlite:${join(folder, 'lab.db')}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

function postgres(serverUrl: string): TestBackend {
  const runSql = async (statement: string) => {
    const client = new Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  return {
    name: 'postgres',
    async create() {
      const name = `lab_test_${randomBytes(8).toString('hex')}`;
      await runSql(`CREATE DATABASE ${name}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return { url: url.href, drop: () => runSql(`DROP DATABASE ${name} WITH (FORCE)`) };
    },
  };
}

/** SQLite always; PostgreSQL when the test command started one. */
export const testBackends: readonly TestBackend[] = postgresUrl ? [sqlite, postgres(postgresUrl)] : [sqlite];
