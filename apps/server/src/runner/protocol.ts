import {
  callStatsSchema,
  chaosReportSchema,
  chaosTickSchema,
  connectionInfoSchema,
  doctorFindingSchema,
  doctorReportSchema,
  doctorStepSchema,
  frameViewSchema,
  functionalCasesSchema,
  healthStates,
  loadReportSchema,
  loadTickSchema,
  logLevels,
  notRunSchema,
  resultSchema,
  runKinds,
  runOptionsSchema,
  runOutcomes,
  serverCallAnswerSchema,
  serverCallSchema,
  storedAuthSchema,
  storedTokensSchema,
  transportKinds,
  verdicts,
} from '@mcp-lab/contracts';
import { runSchemaVersion } from '@mcp-lab/engine/run/run-document';
import { z } from 'zod';

/** JSON lines between a worker and its runner: commands on the runner's stdin, reports on its stdout. */

/** The longest line a worker accepts; a runner that sends more is broken or taken over. */
export const maxReportBytes = 4 * 1024 * 1024;
/** How much of one frame is stored; the rest is counted in `droppedBytes`. */
export const maxFrameText = 256 * 1024;

const environmentSchema = z.record(z.string(), z.string());
const stdioTargetSchema = z.object({
  kind: z.literal('stdio'),
  command: z.string(),
  args: z.array(z.string()),
  env: environmentSchema,
  cwd: z.string().optional(),
});
const httpTargetSchema = z.object({
  kind: z.literal('http'),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
});
const targetSchema = z.discriminatedUnion('kind', [stdioTargetSchema, httpTargetSchema]);

/** NUL is no character of a PostgreSQL text. */
const text = (maximum: number) => z.string().transform((value) => value.slice(0, maximum).replaceAll('\0', '\uFFFD'));
const jsonObject = z.record(z.string(), z.unknown());
const names = z.array(text(60)).max(20);

/** What discovery found out, as far as it is stored and handed back at the next start. */
const profileSchema = z.object({
  transport: z.enum(transportKinds),
  modern: names,
  legacy: names,
  unknownVersions: names,
  evidence: z
    .array(
      z.object({
        probe: text(200),
        observed: text(500),
        concludes: z.enum(['modern', 'not-modern', 'legacy', 'not-legacy', 'nothing']),
      }),
    )
    .max(100),
});
export type ReportedProfile = z.output<typeof profileSchema>;

/** How the server is signed in to, and tokens for checks to present. */
const signIn = { auth: storedAuthSchema.nullable(), tokens: storedTokensSchema };

const runCommandSchema = z.object({
  type: z.literal('run'),
  owner: z.string(),
  target: targetSchema,
  seed: z.int(),
  toolVersion: z.string(),
  kind: z.enum(runKinds),
  options: runOptionsSchema,
  cases: functionalCasesSchema,
  /** Of a security run: what the server was when it was approved, as the engine writes it. */
  snapshot: z.string().nullable(),
  ...signIn,
});
export type RunCommand = z.output<typeof runCommandSchema>;

const keepCommandSchema = z.object({
  type: z.literal('keep'),
  key: z.string(),
  owner: z.string(),
  target: targetSchema,
  /** A server that is reached by URL and started by the lab. */
  launch: stdioTargetSchema.nullable(),
  ...signIn,
});
export type KeepCommand = z.output<typeof keepCommandSchema>;

const diagnoseCommandSchema = z.object({
  type: z.literal('diagnose'),
  owner: z.string(),
  target: targetSchema,
  /** Starts a server that is reached by URL and does not run. */
  launch: stdioTargetSchema.nullable(),
  /** Names of the variables and headers the user has set. */
  given: z.array(z.string()),
});
export type DiagnoseCommand = z.output<typeof diagnoseCommandSchema>;

export const commandSchema = z.discriminatedUnion('type', [
  diagnoseCommandSchema,
  runCommandSchema,
  z.object({ type: z.literal('cancel') }),
  keepCommandSchema,
  z.object({ type: z.literal('check'), key: z.string(), id: z.int() }),
  z.object({ type: z.literal('call'), key: z.string(), id: z.int(), call: serverCallSchema }),
  z.object({ type: z.literal('drop'), key: z.string() }),
]);
export type Command = z.output<typeof commandSchema>;

const reportedResultSchema = resultSchema
  .omit({ runId: true, seq: true, createdAt: true })
  .extend({ reason: text(20_000), fix: text(5_000), evidence: z.array(z.int()).max(10_000) });

const summarySchema = z.object({
  outcome: z.enum(runOutcomes),
  reason: text(5_000).nullable(),
  hint: text(5_000).nullable(),
  cancelled: z.boolean(),
  counts: z.record(z.enum(verdicts), z.int()),
});
export type ReportedSummary = z.output<typeof summarySchema>;

/** The document of a run, without its results and frames, which come in reports of their own. */
const headSchema = z.object({
  schemaVersion: z.literal(runSchemaVersion),
  kind: z.enum(runKinds),
  tool: z.object({ name: z.literal('mcp-lab'), version: text(100) }),
  target: targetSchema,
  profile: profileSchema.extend({
    serverInfo: jsonObject.optional(),
    capabilities: jsonObject.optional(),
    instructions: text(100_000).optional(),
    failure: z.object({ kind: text(60), message: text(5_000), hint: text(5_000) }).optional(),
  }),
  seed: z.int(),
  startedAt: z.int(),
  finishedAt: z.int(),
  summary: summarySchema,
  notRun: z.array(notRunSchema).max(5_000),
  connections: z.array(connectionInfoSchema).max(20_000),
  transcript: z.object({
    startedAt: z.int(),
    dropped: z.object({ frames: z.int(), bytes: z.int() }),
    incompleteConnections: z.array(z.int()).max(20_000),
  }),
});
export type ReportedHead = z.output<typeof headSchema>;

/** Ticks and calls come in parts of their own: with them a report may be longer than a line. */
const reportedLoadSchema = loadReportSchema.omit({ ticks: true, calls: true });
/** What one part holds at the most, so that it stays well below the longest line. */
export const maxLoadPart = { ticks: 500, calls: 50 };

const surfaceSchema = z.object({
  serverName: text(200).nullable(),
  serverVersion: text(200).nullable(),
  instructions: text(100_000).nullable(),
  capabilities: jsonObject,
  tools: z.array(jsonObject),
  resources: z.array(jsonObject),
  resourceTemplates: z.array(jsonObject),
  prompts: z.array(jsonObject),
});
export type ReportedSurface = z.output<typeof surfaceSchema>;

const reportedFindingSchema = doctorFindingSchema.extend({ what: text(2_000), why: text(2_000), fix: text(2_000) });
const reportedDoctorSchema = doctorReportSchema.extend({
  target: text(4_000),
  diagnosis: doctorReportSchema.shape.diagnosis
    .unwrap()
    .extend({ what: text(2_000), why: text(2_000), fix: text(2_000) })
    .nullable(),
  steps: z
    .array(
      doctorStepSchema.extend({
        seen: text(2_000),
        findings: z.array(reportedFindingSchema).max(50),
        evidence: z.array(text(2_000)).max(100),
      }),
    )
    .max(20),
});

const key = z.string();
export const reportSchema = z.discriminatedUnion('type', [
  // A run, in this order.
  z.object({ type: z.literal('discovered'), profile: profileSchema }),
  z.object({ type: z.literal('plan'), total: z.int().min(0) }),
  z.object({ type: z.literal('result'), result: reportedResultSchema }),
  z.object({ type: z.literal('tick'), tick: loadTickSchema }),
  z.object({ type: z.literal('chaos-tick'), tick: chaosTickSchema }),
  z.object({ type: z.literal('frames'), frames: z.array(frameViewSchema) }),
  z.object({
    type: z.literal('load-part'),
    ticks: z.array(loadTickSchema).max(maxLoadPart.ticks),
    calls: z.array(callStatsSchema).max(maxLoadPart.calls),
  }),
  z.object({ type: z.literal('load'), report: reportedLoadSchema }),
  z.object({ type: z.literal('chaos'), report: chaosReportSchema }),
  z.object({
    type: z.literal('finished'),
    summary: summarySchema,
    frameCount: z.int(),
    droppedFrames: z.int(),
    head: headSchema.nullable(),
  }),
  // A kept server.
  z.object({ type: z.literal('started'), key, pid: z.int().nullable() }),
  z.object({ type: z.literal('surface'), key, profile: profileSchema, surface: surfaceSchema }),
  z.object({
    type: z.literal('health'),
    key,
    /** Of the check it answers. */
    id: z.int(),
    health: z.enum(healthStates),
    latencyMs: z.number().nullable(),
    reason: text(2_000).nullable(),
  }),
  z.object({
    type: z.literal('called'),
    key,
    /** Of the call it answers. */
    id: z.int(),
    answer: serverCallAnswerSchema.extend({
      reason: text(2_000).nullable(),
      frames: z.array(frameViewSchema).max(1_000),
    }),
  }),
  z.object({ type: z.literal('usage'), key, rssBytes: z.number(), cpuPercent: z.number() }),
  z.object({
    type: z.literal('log'),
    key,
    level: z.enum(logLevels),
    source: z.enum(['server', 'lab']),
    message: text(8_000),
  }),
  /** The process is gone, or never came. `startable`: false when starting it again cannot help. */
  z.object({
    type: z.literal('gone'),
    key,
    startable: z.boolean(),
    clean: z.boolean(),
    reason: text(5_000),
  }),
  // A look at why a server does not connect.
  z.object({ type: z.literal('diagnosis'), report: reportedDoctorSchema }),
  /** A bug of ours: what could not be done and why. */
  z.object({ type: z.literal('broken'), message: text(5_000) }),
]);
export type Report = z.output<typeof reportSchema>;
export type ReportInput = z.input<typeof reportSchema>;
