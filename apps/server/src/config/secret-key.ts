import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const minimumLength = 32;
const placeholders = ['change', 'placeholder', 'example', 'secret-key', 'secretkey', 'your-', 'insert', 'default'];

/** Why a secret key may not be used, or null. Never holds the key itself. */
export function secretKeyProblem(key: string): string | null {
  if (key.length < minimumLength) {
    return `has ${key.length} characters; it must have at least ${minimumLength} random ones, for example from: openssl rand -base64 48`;
  }
  const lower = key.toLowerCase();
  // Random text has many different characters; "aaaa..." and "12341234..." have few.
  if (new Set(key).size < 10 || placeholders.some((word) => lower.includes(word))) {
    return 'looks like a placeholder; use random characters, for example from: openssl rand -base64 48';
  }
  return null;
}

function readKey(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Reads `secret.key` of the data folder, making it (mode 0600) when it is not there. Several processes may do so at once. */
export function readOrCreateSecretKey(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'secret.key');
  const known = readKey(file);
  if (known !== null) return known;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link appears whole or not at all, and never replaces the key another process has just made.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readKey(file) ?? '';
}
