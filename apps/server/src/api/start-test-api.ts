import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLabClient, type LabClient, type Role, type TokenAnswer } from '@mcp-lab/contracts';
import { ensureSetupToken, type LabContext } from '@mcp-lab/core';
import { readConfig } from '../config/config.ts';
import { createLogger } from '../process/create-logger.ts';
import { startApi } from './start-api.ts';

/** A real api on a database of its own, for one test file. */
export interface TestApi {
  url: string;
  /** Of the same lab, for the process of a worker. */
  environment: Record<string, string>;
  context: LabContext;
  client(accessToken?: string): LabClient;
  /** An access token of a user of this role; the admin is made first. */
  signInAs(role: Role): Promise<TokenAnswer>;
  stop(): Promise<void>;
}

export const testOrigin = 'http://localhost:3000';
export const testPassword = 'a long enough passphrase 7';

/** `environment` overrides variables; rate limits are out of the way unless given. */
export async function startTestApi(environment: Record<string, string> = {}): Promise<TestApi> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-api-'));
  const whole = { DATA_DIR: folder, PORT: '0', RATE_LIMIT_PER_MINUTE: '100000', ...environment };
  const config = readConfig(whole);
  const api = await startApi(config, createLogger('test-api', 'silent'), null);
  const url = `http://127.0.0.1:${api.port}`;
  const client = (accessToken?: string) => createLabClient({ baseUrl: url, accessToken: () => accessToken ?? null });
  let admin: Promise<TokenAnswer> | undefined;

  const setUp = async () => {
    const token = (await ensureSetupToken(api.context)) ?? '';
    return client().setup({ body: { token, email: 'admin@lab.test', name: 'Admin', password: testPassword } });
  };
  return {
    url,
    environment: whole,
    context: api.context,
    client,
    async signInAs(role) {
      admin ??= setUp();
      const { accessToken } = await admin;
      if (role === 'admin') return admin;
      const email = `${role}-${api.context.newId()}@lab.test`;
      await client(accessToken).createUser({ body: { email, name: role, role, password: testPassword } });
      return client().login({ body: { email, password: testPassword } });
    },
    async stop() {
      await api.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
