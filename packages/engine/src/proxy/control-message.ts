import { faultSchema, injectionSchema } from '@mcp-lab/contracts/models/fault';
import { z } from 'zod';

/** Where a controlled proxy finds who started it: port and token. */
export const controlVariable = 'MCP_LAB_CONTROL';

const stdioTargetSchema = z.object({
  kind: z.literal('stdio'),
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  cwd: z.string().optional(),
});

/** What a controlled proxy is told, as lines of JSON. */
export const controlCommandSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    target: stdioTargetSchema,
    faults: z.array(faultSchema),
    seed: z.number(),
  }),
  z.object({ type: z.literal('arm'), seq: z.number(), faults: z.array(faultSchema) }),
]);
export type ControlCommand = z.infer<typeof controlCommandSchema>;

/** What it tells. */
export const controlReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), token: z.string() }),
  z.object({ type: z.literal('started'), pid: z.number() }),
  z.object({ type: z.literal('injected'), injection: injectionSchema }),
  z.object({ type: z.literal('problem'), kind: z.string(), reason: z.string() }),
  z.object({ type: z.literal('armed'), seq: z.number() }),
  z.object({
    type: z.literal('ended'),
    code: z.number().nullable(),
    signal: z.string().nullable(),
    /** What it took to make the server leave, as in StopReport. */
    needed: z.string(),
    wasReset: z.boolean(),
    stderrTail: z.string(),
  }),
]);
export type ControlReport = z.infer<typeof controlReportSchema>;

export const maxControlBytes = 8 * 1024 * 1024;
