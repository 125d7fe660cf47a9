import { randomBytes } from 'node:crypto';
import { ensureSetupToken, waitForDatabase } from '@mcp-lab/core';
import type { Config } from '../config/config.ts';

interface PrepareOptions {
  say(line: string): void;
  signal: AbortSignal;
}

/**
 * Waits for the database, migrates it and, while nobody has set the lab up, makes the link for the first admin. The
 * token stands in the fragment, which no browser sends to any server. Throws DatabaseOpenError and SchemaMismatchError.
 */
export async function prepareDatabase(config: Config, { say, signal }: PrepareOptions): Promise<string | null> {
  let said = '';
  const database = await waitForDatabase({
    url: config.databaseUrl,
    now: Date.now,
    signal,
    onWait(message) {
      if (message !== said) say(`${message} Waiting for it.`);
      said = message;
    },
  });
  try {
    const token = await ensureSetupToken({ database, randomBytes });
    return token === null ? null : `${config.publicUrl}/setup#token=${token}`;
  } finally {
    await database.close();
  }
}
