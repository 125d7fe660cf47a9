import { randomBytes } from 'node:crypto';
import type { LabContext } from './context.ts';
import { createIdSource } from './create-id-source.ts';
import { createJobQueue } from './jobs/create-job-queue.ts';
import { deriveKey } from './security/derive-key.ts';
import { createPasswordHasher } from './security/password-hasher.ts';
import { createRefreshTokens } from './security/refresh-tokens.ts';
import { createSecretBox } from './security/secret-box.ts';

export interface LabParts
  extends Pick<LabContext, 'database' | 'wakeUps' | 'log' | 'sessionDays' | 'sampleServers' | 'process'> {
  secretKey: string;
  now?: () => number;
}

/** Puts a process's parts together and starts its job queue. The caller closes `queue`, `wakeUps` and `database`. */
export async function createLabContext({ secretKey, now = Date.now, ...parts }: LabParts): Promise<LabContext> {
  const newId = createIdSource(now, randomBytes);
  return {
    ...parts,
    now,
    newId,
    randomBytes,
    queue: await createJobQueue({ ...parts, newId, randomBytes }),
    secretBox: createSecretBox(secretKey),
    passwordHasher: await createPasswordHasher(),
    refreshTokens: createRefreshTokens(secretKey),
    auditKey: deriveKey(secretKey, 'audit-log'),
  };
}
