import { isAbsolute, join, resolve } from 'node:path';
import { childEnvironment } from '@mcp-lab/wire';
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { isLoopback } from './listen-address.ts';
import { readOrCreateSecretKey, secretKeyProblem } from './secret-key.ts';
import { helpOf, type VariableName, variables } from './variables.ts';

/** The configuration of a process of the lab, parsed once from its environment. */
export interface Config {
  host: string;
  port: number;
  webPort: number;
  dataDir: string;
  /** Where Node keeps compiled code: processes then start in half the time. Unless told where, in the data folder, where nobody else can write. */
  compileCacheDir: string;
  databaseUrl: string;
  redisUrl: string | null;
  secretKey: string;
  /** Origin of the dashboard as people open it. */
  publicUrl: string;
  /** Origin of the api as browsers reach it. */
  apiUrl: string;
  /** Origins whose pages may call the api with credentials. */
  allowedOrigins: string[];
  trustProxy: string[];
  rateLimitPerMinute: { anonymous: number; users: number };
  accessTokenMinutes: number;
  refreshTokenDays: number;
  logLevel: string;
  apiReplicas: number;
  workerReplicas: number;
  runConcurrency: number;
  retention: { rawHours: number; rollupDays: number; runDays: number; logDays: number; eventHours: number };
  /** The few variables a program needs to run at all: what a runner and a target inherit. */
  hostEnvironment: Record<string, string>;
}

type Environment = Record<string, string | undefined>;
type Variables = z.output<typeof variables>;

/** Reads the configuration. Throws ConfigError naming each bad variable, its value unless secret, and what is allowed. */
export function readConfig(environment: Environment = ownEnvironment()): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) throw new ConfigError(describeIssues(parsed.error, given));
  const values = parsed.data;
  requireTransportSecurity(values);
  const dataDir = isAbsolute(values.DATA_DIR) ? values.DATA_DIR : resolve(values.DATA_DIR);
  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${values.WEB_PORT}`;
  return {
    host: values.HOST,
    port: values.PORT,
    webPort: values.WEB_PORT,
    dataDir,
    compileCacheDir: values.NODE_COMPILE_CACHE ?? join(dataDir, 'compile-cache'),
    databaseUrl: values.DATABASE_URL ?? `sqlite:${join(dataDir, 'lab.db')}`,
    redisUrl: values.REDIS_URL ?? null,
    secretKey: secretKey(values, dataDir),
    publicUrl,
    apiUrl: values.NEXT_PUBLIC_API_URL ?? values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    allowedOrigins: allowedOrigins(values, publicUrl),
    trustProxy: values.TRUST_PROXY,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    accessTokenMinutes: values.ACCESS_TOKEN_MINUTES,
    refreshTokenDays: values.REFRESH_TOKEN_DAYS,
    logLevel: values.LOG_LEVEL,
    apiReplicas: values.API_REPLICAS,
    workerReplicas: values.WORKER_REPLICAS,
    runConcurrency: values.RUN_CONCURRENCY,
    retention: {
      rawHours: values.RETENTION_RAW_HOURS,
      rollupDays: values.RETENTION_ROLLUP_DAYS,
      runDays: values.RETENTION_RUN_DAYS,
      logDays: values.RETENTION_LOG_DAYS,
      eventHours: values.RETENTION_EVENT_HOURS,
    },
    hostEnvironment: childEnvironment(environment, {}),
  };
}

function ownEnvironment(): Environment {
  // biome-ignore lint/style/noProcessEnv: the one place of the server that reads the environment
  return process.env;
}

function describeIssues(error: z.ZodError, given: Environment): string[] {
  const names = [...new Set(error.issues.map((issue) => issue.path[0] as VariableName))];
  return names.map((name) => {
    const allowed = error.issues.find((issue) => issue.path[0] === name)?.message;
    const value = helpOf(name).secret ? 'its value' : `"${given[name]}"`;
    return `${name}: ${value} is not allowed; it must be ${allowed}.`;
  });
}

function requireTransportSecurity(values: Variables): void {
  const secured = values.TRUST_PROXY.length > 0 || values.PUBLIC_URL?.startsWith('https:');
  if (isLoopback(values.HOST) || secured) return;
  throw new ConfigError([
    `HOST: "${values.HOST}" would show the lab to the network without encryption; use 127.0.0.1, or put a TLS proxy in front and name it in TRUST_PROXY, or set PUBLIC_URL to its https address.`,
  ]);
}

function secretKey(values: Variables, dataDir: string): string {
  const fromFile = values.SECRET_KEY === undefined;
  const key = values.SECRET_KEY ?? readOrCreateSecretKey(dataDir);
  const problem = secretKeyProblem(key);
  if (problem !== null)
    throw new ConfigError([`${fromFile ? join(dataDir, 'secret.key') : 'SECRET_KEY'}: it ${problem}.`]);
  return key;
}

/** The dashboard, under both names of this machine when it is served here, and the api itself for its docs page. */
function allowedOrigins(values: Variables, publicUrl: string): string[] {
  const local = ['localhost', '127.0.0.1'].flatMap((host) => [
    `http://${host}:${values.WEB_PORT}`,
    `http://${host}:${values.PORT}`,
  ]);
  const own = values.PUBLIC_URL === undefined ? local : [publicUrl];
  if (values.NEXT_PUBLIC_API_URL !== undefined) own.push(values.NEXT_PUBLIC_API_URL);
  return [...new Set([...own, ...values.CORS_ORIGINS])];
}
