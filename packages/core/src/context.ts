import type { Role, ServerCreate, SystemInfo } from '@mcp-lab/contracts';
import type { LabDatabase } from './database/database.ts';
import type { WakeUps } from './events/wake-ups.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { PasswordHasher } from './security/password-hasher.ts';
import type { RefreshTokens } from './security/refresh-tokens.ts';
import type { SecretBox } from './security/secret-box.ts';

/** On whose behalf something happens. `anonymous`: nobody is signed in. `system`: the lab itself, which may do anything. */
export type Actor =
  | { kind: 'user'; id: string; email: string; role: Role; sessionId: string; ip: string | null }
  | { kind: 'anonymous'; ip: string | null }
  | { kind: 'system'; name: string };

/** The subset of a pino logger that the core uses. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A server that ships with the lab; `server` is what `addSampleServers` creates. */
export interface SampleServerDefinition {
  id: string;
  name: string;
  description: string;
  server: ServerCreate;
}

/** What only the process knows about itself; shown by `getSystem` and `getHealth`. */
export interface ProcessFacts {
  version: string;
  nodeVersion: string;
  /** Epoch milliseconds. */
  startedAt: number;
  redis(): SystemInfo['redis'];
  rateLimit(): SystemInfo['rateLimit'];
  wakeUps: SystemInfo['wakeUps'];
}

/** Everything a process of the lab hands to the core; made once by `createLabContext`. */
export interface LabContext {
  database: LabDatabase;
  queue: JobQueue;
  wakeUps: WakeUps;
  /** Epoch milliseconds. */
  now(): number;
  /** A new identifier; later ones sort after earlier ones. */
  newId(): string;
  /** Cryptographically strong. */
  randomBytes(size: number): Buffer;
  log: Log;
  secretBox: SecretBox;
  passwordHasher: PasswordHasher;
  refreshTokens: RefreshTokens;
  /** Key of the audit log's hash chain. */
  auditKey: Buffer;
  /** Days without use after which a session ends, and days after which it ends in any case. */
  sessionDays: { idle: number; absolute: number };
  sampleServers: readonly SampleServerDefinition[];
  process: ProcessFacts;
}

/** What every service gets as its first argument. */
export interface ServiceContext extends LabContext {
  actor: Actor;
}
