import { z } from 'zod';
import { alertSchema } from './models/alert.ts';
import { benchmarkSchema } from './models/benchmark.ts';
import { chaosTickSchema } from './models/chaos.ts';
import { diagnosisSchema } from './models/doctor.ts';
import { loadTickSchema } from './models/load-report.ts';
import { idSchema, timestampSchema } from './models/primitives.ts';
import { resultSchema, runSchema, testSchema } from './models/run.ts';
import { healthCheckSchema, logEntrySchema, serverSchema } from './models/server.ts';

export const channels = ['logs', 'metrics', 'events', 'runs', 'servers'] as const;
export type Channel = (typeof channels)[number];

const removed = z.object({ id: idSchema });

/** Samples of the last interval; gauges are the newest value, latencies carry their count. */
export const metricSnapshotSchema = z.object({
  at: timestampSchema,
  samples: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      serverId: idSchema.nullable(),
      labels: z.record(z.string(), z.string()),
      value: z.number(),
      count: z.int(),
    }),
  ),
});
export type MetricSnapshot = z.infer<typeof metricSnapshotSchema>;

/** type -> [channel, payload]. Names are noun.past. */
export const eventTypes = {
  'server.created': { channel: 'servers', payload: serverSchema },
  'server.updated': { channel: 'servers', payload: serverSchema },
  'server.deleted': { channel: 'servers', payload: removed },
  'server.health-checked': { channel: 'servers', payload: healthCheckSchema.extend({ serverId: idSchema }) },
  'server.diagnosed': { channel: 'servers', payload: diagnosisSchema },
  'run.created': { channel: 'runs', payload: runSchema },
  'run.updated': { channel: 'runs', payload: runSchema },
  'run.result-added': { channel: 'runs', payload: resultSchema },
  /** One second of a load or soak run. */
  'run.ticked': { channel: 'runs', payload: z.object({ runId: idSchema, tick: loadTickSchema }) },
  /** One second of a chaos run. */
  'run.chaos-ticked': { channel: 'runs', payload: z.object({ runId: idSchema, tick: chaosTickSchema }) },
  'test.created': { channel: 'events', payload: testSchema },
  'test.updated': { channel: 'events', payload: testSchema },
  'test.deleted': { channel: 'events', payload: removed },
  'benchmark.created': { channel: 'events', payload: benchmarkSchema },
  'benchmark.updated': { channel: 'events', payload: benchmarkSchema },
  'benchmark.deleted': { channel: 'events', payload: removed },
  'alert.opened': { channel: 'events', payload: alertSchema },
  'alert.updated': { channel: 'events', payload: alertSchema },
  'user.changed': { channel: 'events', payload: z.object({ id: idSchema, action: z.string() }) },
  'system.noticed': {
    channel: 'events',
    payload: z.object({ level: z.enum(['info', 'warning']), message: z.string() }),
  },
  'log.written': { channel: 'logs', payload: logEntrySchema },
  'metrics.sampled': { channel: 'metrics', payload: metricSnapshotSchema },
} as const satisfies Record<string, { channel: Channel; payload: z.ZodType }>;

export type EventType = keyof typeof eventTypes;
export type EventPayload<T extends EventType> = z.infer<(typeof eventTypes)[T]['payload']>;

/** An event as stored and sent. `seq` rises over the whole lab and never repeats. */
export type LabEvent = {
  [T in EventType]: { seq: number; at: number; channel: Channel; type: T; payload: EventPayload<T> };
}[EventType];

/** Parses an event that came from the store or the wire; throws on an unknown type or a wrong payload. */
export function parseEvent(value: { seq: number; at: number; type: string; payload: unknown }): LabEvent {
  const definition = eventTypes[value.type as EventType];
  if (definition === undefined) throw new TypeError(`unknown event type ${value.type}`);
  return {
    seq: value.seq,
    at: value.at,
    channel: definition.channel,
    type: value.type,
    payload: definition.payload.parse(value.payload),
  } as LabEvent;
}
