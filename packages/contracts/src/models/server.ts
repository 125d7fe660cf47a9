import { z } from 'zod';
import { idSchema, nameSchema, timestampSchema } from './primitives.ts';
import {
  authSummarySchema,
  storedAuthSchema,
  storedSecretSchema,
  storedTokensSchema,
  tokenNames,
} from './server-auth.ts';
import { transportKinds } from './transport-kind.ts';

/** What the lab does with the process. `external`: reached by URL, not started by the lab. */
export const serverStatuses = [
  'stopped',
  'starting',
  'running',
  'stopping',
  'backing-off',
  'failed',
  'external',
] as const;
export const healthStates = ['unknown', 'healthy', 'degraded', 'unhealthy'] as const;
export const restartPolicies = ['always', 'on-failure', 'never'] as const;
export const serverKinds = ['stdio', 'http'] as const;
export { transportKinds };

/** argv parts are passed as they are: no shell, no expansion; NUL and newlines are refused. */
const argvPartSchema = z
  .string()
  .max(4096)
  .regex(/^[^\0\r\n]*$/, 'must not hold NUL or line breaks');
const envNameSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a variable name: letters, digits, _');
const headerNameSchema = z
  .string()
  .max(200)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'must be an HTTP header name');
const headerValueSchema = z
  .string()
  .max(8192)
  .regex(/^[^\0\r\n]*$/, 'must not hold NUL or line breaks');
const urlSchema = z.url({ protocol: /^https?$/, error: 'must be an absolute http:// or https:// URL' }).max(2048);

const launchSchema = z.strictObject({
  command: argvPartSchema.min(1),
  args: z.array(argvPartSchema).max(200).default([]),
  cwd: z.string().max(4096).nullable().default(null),
});

/** Values of env and headers are write-only: they are stored encrypted and never given back. */
const serverFields = {
  name: nameSchema,
  description: z.string().max(2000),
  kind: z.enum(serverKinds),
  /** The command; for `http` servers optional: with it the lab starts the server, without it only the URL is used. */
  launch: launchSchema.nullable(),
  /** `http` servers only. */
  url: urlSchema.nullable(),
  autoStart: z.boolean(),
  restartPolicy: z.enum(restartPolicies),
  healthIntervalSeconds: z.int().min(5).max(3600),
};

export const serverCreateSchema = z
  .strictObject({
    ...serverFields,
    description: serverFields.description.default(''),
    launch: serverFields.launch.default(null),
    url: serverFields.url.default(null),
    autoStart: serverFields.autoStart.default(false),
    restartPolicy: serverFields.restartPolicy.default('on-failure'),
    healthIntervalSeconds: serverFields.healthIntervalSeconds.default(30),
    env: z.record(envNameSchema, z.string().max(32_768)).default({}),
    headers: z.record(headerNameSchema, headerValueSchema).default({}),
    auth: storedAuthSchema.nullable().default(null),
    tokens: storedTokensSchema.prefault({}),
  })
  .superRefine((server, context) => {
    if (server.kind === 'stdio' && server.launch === null) {
      context.addIssue({ code: 'custom', path: ['launch'], message: 'a stdio server needs a command' });
    }
    if (server.kind === 'stdio' && server.url !== null) {
      context.addIssue({ code: 'custom', path: ['url'], message: 'a stdio server has no URL' });
    }
    if (server.kind === 'http' && server.url === null) {
      context.addIssue({ code: 'custom', path: ['url'], message: 'an HTTP server needs a URL' });
    }
  });
export type ServerCreate = z.infer<typeof serverCreateSchema>;

/** env and headers are merged; a null value removes that name. */
export const serverUpdateSchema = z
  .strictObject({
    name: serverFields.name,
    description: serverFields.description,
    launch: serverFields.launch,
    url: serverFields.url,
    autoStart: serverFields.autoStart,
    restartPolicy: serverFields.restartPolicy,
    healthIntervalSeconds: serverFields.healthIntervalSeconds,
    env: z.record(envNameSchema, z.string().max(32_768).nullable()),
    headers: z.record(headerNameSchema, headerValueSchema.nullable()),
    /** Replaced as a whole; null removes it. */
    auth: storedAuthSchema.nullable(),
    /** Merged; a null value removes that name. */
    tokens: z.partialRecord(z.enum(tokenNames), storedSecretSchema.nullable()),
  })
  .partial();
export type ServerUpdate = z.infer<typeof serverUpdateSchema>;

export const serverSchema = z.object({
  id: idSchema,
  ...serverFields,
  envNames: z.array(z.string()),
  headerNames: z.array(z.string()),
  /** The defaults are for events of a time before there were any. */
  auth: authSummarySchema.nullable().default(null),
  tokenNames: z.array(z.string()).default([]),
  status: z.enum(serverStatuses),
  /** Why it is not running, or the last exit; null when there is nothing to say. */
  statusReason: z.string().nullable(),
  pid: z.int().nullable(),
  startedAt: timestampSchema.nullable(),
  restartCount: z.int(),
  health: z.enum(healthStates),
  healthReason: z.string().nullable(),
  healthCheckedAt: timestampSchema.nullable(),
  /** Milliseconds of the last successful health check. */
  healthLatencyMs: z.number().nullable(),
  /** From the newest look at it: eras, identity and the size of its surface. */
  profile: z
    .object({
      transport: z.enum(transportKinds),
      modern: z.array(z.string()),
      legacy: z.array(z.string()),
      serverName: z.string().nullable(),
      serverVersion: z.string().nullable(),
      toolCount: z.int(),
      seenAt: timestampSchema,
    })
    .nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type Server = z.infer<typeof serverSchema>;
export type ServerStatus = Server['status'];
export type HealthState = Server['health'];

export const healthCheckSchema = z.object({
  at: timestampSchema,
  health: z.enum(healthStates),
  latencyMs: z.number().nullable(),
  reason: z.string().nullable(),
});
export type HealthCheck = z.infer<typeof healthCheckSchema>;

export const serverHealthSchema = z.object({
  serverId: idSchema,
  health: z.enum(healthStates),
  reason: z.string().nullable(),
  checkedAt: timestampSchema.nullable(),
  /** Newest first, at most 100. */
  history: z.array(healthCheckSchema),
  /** Share of healthy checks in the last 24 h, null when none was made. */
  uptime24h: z.number().min(0).max(1).nullable(),
});
export type ServerHealth = z.infer<typeof serverHealthSchema>;

/** The surface as the server published it; the entries are the peer's own objects, shown as text only. */
export const serverCapabilitiesSchema = z.object({
  serverId: idSchema,
  takenAt: timestampSchema.nullable(),
  transport: z.enum(transportKinds).nullable(),
  modern: z.array(z.string()),
  legacy: z.array(z.string()),
  evidence: z.array(z.object({ probe: z.string(), observed: z.string(), concludes: z.string() })),
  instructions: z.string().nullable(),
  capabilities: z.record(z.string(), z.unknown()),
  tools: z.array(z.record(z.string(), z.unknown())),
  resources: z.array(z.record(z.string(), z.unknown())),
  resourceTemplates: z.array(z.record(z.string(), z.unknown())),
  prompts: z.array(z.record(z.string(), z.unknown())),
});
export type ServerCapabilities = z.infer<typeof serverCapabilitiesSchema>;

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export const logEntrySchema = z.object({
  seq: z.int(),
  at: timestampSchema,
  level: z.enum(logLevels),
  source: z.enum(['server', 'lab']),
  serverId: idSchema.nullable(),
  runId: idSchema.nullable(),
  message: z.string(),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const sampleServerSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  added: z.boolean(),
});
export type SampleServer = z.infer<typeof sampleServerSchema>;
