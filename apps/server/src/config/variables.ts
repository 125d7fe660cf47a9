import { join } from 'node:path';
import { z } from 'zod';
import { isHostName } from './listen-address.ts';

const repository = join(import.meta.dirname, '../../../..');

/** What `--help` shows for a variable besides its name. */
interface Help {
  default: string;
  meaning: string;
  /** Its value is never printed. */
  secret?: boolean;
}
const help = z.registry<Help>();

function describe<Schema extends z.ZodType>(schema: Schema, text: Help): Schema {
  help.add(schema, text);
  return schema;
}

function whole(minimum: number, maximum: number, fallback: number) {
  const allowed = `a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d+$/, allowed)
    .transform(Number)
    .pipe(z.int(allowed).min(minimum, allowed).max(maximum, allowed))
    .default(fallback);
}

function url(protocols: RegExp, allowed: string) {
  return z.string().refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), allowed);
}

const origin = url(/^https?:$/, 'an http:// or https:// address without a path').transform(
  (value) => new URL(value).origin,
);

function list(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const proxyAllowed = 'addresses or networks of the proxies in front, for example 10.0.0.1,192.168.0.0/16 or loopback';
const limitAllowed = 'one number for anonymous callers (users get ten times as many) or two: 60,600';

/** Every environment variable the lab reads. An empty one counts as not set. */
export const variables = z.object({
  HOST: describe(z.string().refine(isHostName, 'an address or host name').default('127.0.0.1'), {
    default: '127.0.0.1',
    meaning: 'Address to listen on. Others than loopback need TRUST_PROXY or an https PUBLIC_URL',
  }),
  PORT: describe(whole(0, 65_535, 8000), { default: '8000', meaning: 'Port of the API and its docs' }),
  WEB_PORT: describe(whole(1, 65_535, 3000), { default: '3000', meaning: 'Port of the dashboard' }),
  DATA_DIR: describe(z.string().default(join(repository, '.data')), {
    default: '.data in the repository',
    meaning: 'Folder of the database, the secret key and the setup token',
  }),
  NODE_COMPILE_CACHE: describe(z.string().optional(), {
    default: 'DATA_DIR/compile-cache',
    meaning: 'Folder where Node keeps compiled code, so that processes start faster; several labs may share one',
  }),
  DATABASE_URL: describe(
    z
      .string()
      .refine((value) => /^sqlite:./.test(value) || (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)), {
        error: 'sqlite:/path/to/file.db or postgres://user:password@host:5432/database',
      })
      .optional(),
    { default: 'sqlite:DATA_DIR/lab.db', meaning: 'Where everything is stored; chosen once, at start', secret: true },
  ),
  REDIS_URL: describe(url(/^rediss?:$/, 'redis://host:6379').optional(), {
    default: 'none',
    meaning: 'Optional: rate limits and wake-ups shared by all replicas',
    secret: true,
  }),
  SECRET_KEY: describe(z.string().optional(), {
    default: 'generated into DATA_DIR/secret.key',
    meaning: 'Key of tokens and stored secrets, at least 32 random characters',
    secret: true,
  }),
  PUBLIC_URL: describe(origin.optional(), {
    default: 'http://localhost:WEB_PORT',
    meaning: 'Origin at which people open the dashboard; https makes the cookies Secure',
  }),
  NEXT_PUBLIC_API_URL: describe(origin.optional(), {
    default: 'PUBLIC_URL, else http://localhost:PORT',
    meaning: 'Origin at which browsers reach the API and the WebSocket',
  }),
  CORS_ORIGINS: describe(
    z
      .string()
      .transform(list)
      .pipe(z.array(origin, { error: 'origins separated by commas' }))
      .default([]),
    { default: 'the dashboard alone', meaning: 'Further origins, separated by commas, that may call the API' },
  ),
  TRUST_PROXY: describe(
    z
      .string()
      .transform((value) => (value === 'false' ? [] : list(value)))
      .pipe(z.array(z.string().regex(/^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/, proxyAllowed)))
      .default([]),
    { default: 'none', meaning: 'Proxies whose X-Forwarded-For is believed: addresses, networks or loopback' },
  ),
  RATE_LIMIT_PER_MINUTE: describe(
    z
      .string()
      .regex(/^[1-9]\d{0,6}(,[1-9]\d{0,6})?$/, limitAllowed)
      .transform((value) => {
        const [anonymous = 60, users = anonymous * 10] = value.split(',').map(Number);
        return { anonymous, users };
      })
      .default({ anonymous: 60, users: 600 }),
    { default: '60,600', meaning: 'Requests a minute: of an anonymous address, of a user' },
  ),
  ACCESS_TOKEN_MINUTES: describe(whole(1, 10, 10), { default: '10', meaning: 'Life of an access token, 1 to 10' }),
  REFRESH_TOKEN_DAYS: describe(whole(1, 90, 7), {
    default: '7',
    meaning: 'Days without use after which a session ends',
  }),
  LOG_LEVEL: describe(
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
        error: 'fatal, error, warn, info, debug or silent',
      })
      .default('warn'),
    { default: 'warn', meaning: 'fatal, error, warn, info, debug or silent' },
  ),
  API_REPLICAS: describe(whole(1, 32, 1), { default: '1', meaning: 'API processes that share PORT (Linux)' }),
  WORKER_REPLICAS: describe(whole(1, 32, 1), { default: '1', meaning: 'Worker processes' }),
  RUN_CONCURRENCY: describe(whole(1, 64, 2), { default: '2', meaning: 'Runs one worker executes at the same time' }),
  RETENTION_RAW_HOURS: describe(whole(1, 720, 48), {
    default: '48',
    meaning: 'How long single points of metrics are kept',
  }),
  RETENTION_ROLLUP_DAYS: describe(whole(1, 3650, 30), { default: '30', meaning: 'How long minute rollups are kept' }),
  RETENTION_RUN_DAYS: describe(whole(1, 3650, 90), { default: '90', meaning: 'How long finished runs are kept' }),
  RETENTION_LOG_DAYS: describe(whole(1, 365, 7), { default: '7', meaning: 'How long logs of servers are kept' }),
  RETENTION_EVENT_HOURS: describe(whole(1, 720, 24), {
    default: '24',
    meaning: 'How far back a WebSocket client can resume',
  }),
});

export type VariableName = keyof typeof variables.shape;

export function helpOf(name: VariableName): Help {
  // The registry holds the schema that was described, which is the one in the shape.
  return help.get(variables.shape[name]) ?? { default: '', meaning: '' };
}

export function printVariables(): string {
  const rows = (Object.keys(variables.shape) as VariableName[]).map((name) => ({ name, ...helpOf(name) }));
  const nameWidth = Math.max(...rows.map((row) => row.name.length));
  const defaultWidth = Math.max(...rows.map((row) => row.default.length));
  const line = (name: string, fallback: string, meaning: string) =>
    `  ${name.padEnd(nameWidth)}  ${fallback.padEnd(defaultWidth)}  ${meaning}`;
  return [line('VARIABLE', 'DEFAULT', 'MEANING'), ...rows.map((row) => line(row.name, row.default, row.meaning))].join(
    '\n',
  );
}
