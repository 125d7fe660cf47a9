import { z } from 'zod';
import { transportKinds } from './transport-kind.ts';

export const faultDirections = ['to-server', 'to-client', 'both'] as const;
export type FaultDirection = (typeof faultDirections)[number];

const delayMs = z.number().min(0).max(600_000);
const size = z
  .int()
  .min(1)
  .max(64 * 1024 * 1024);

/** When a fault is on: counted from the start of the proxy, in a chaos run from the moment it is switched on. */
const window = {
  afterSeconds: z.number().min(0).max(86_400).default(0).describe('Begins this long after the start'),
  seconds: z.number().min(0.1).max(86_400).optional().describe('And lasts this long. Default: to the end'),
};
/** Which messages a fault strikes. */
const choice = {
  probability: z.number().min(0).max(1).default(1).describe('Of each message that fits; drawn from the seed'),
  every: z.int().min(1).max(1_000_000).default(1).describe('Only every Nth message that fits'),
  methods: z
    .array(z.string().min(1).max(200))
    .max(50)
    .default([])
    .describe('Only messages of these methods and their answers; * stands for anything. Default: all messages'),
};

function wire<Direction extends FaultDirection>(direction: Direction, allowed: readonly FaultDirection[]) {
  return {
    direction: z
      .enum(faultDirections)
      .refine((given) => allowed.includes(given), `only ${allowed.join(', ')}`)
      .default(direction)
      .describe('Where messages are on their way to'),
    ...choice,
    ...window,
  };
}

const anyWay = faultDirections;
const oneWay = ['to-server', 'to-client'] as const;

/** A fault that the proxy of the lab brings about. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('latency'),
    ms: delayMs.default(200).describe('Every message comes this much later'),
    jitter: delayMs.default(0).describe('Up to this much more or less, in ms'),
    ...wire('both', anyWay),
  }),
  z.strictObject({
    kind: z.literal('bandwidth'),
    bytesPerSecond: z.number().min(1).max(1e9).default(1_024).describe('Of each connection and direction'),
    ...wire('both', anyWay),
  }),
  z.strictObject({ kind: z.literal('blackhole'), ...wire('both', anyWay) }),
  z.strictObject({ kind: z.literal('reset'), ...wire('to-client', oneWay) }),
  z.strictObject({
    kind: z.literal('slow-close'),
    ms: delayMs.default(5_000).describe('How much later the end of one side reaches the other'),
    direction: wire('both', anyWay).direction,
    ...window,
  }),
  z.strictObject({
    kind: z.literal('truncate'),
    bytes: size.optional().describe('What is left of a message. Default: half of it'),
    ...wire('both', anyWay),
  }),
  z.strictObject({
    kind: z.literal('slice'),
    bytes: size.default(16).describe('Size of a slice'),
    ms: delayMs.default(5).describe('Between two slices'),
    ...wire('both', anyWay),
  }),
  z.strictObject({
    kind: z.literal('corrupt'),
    bytes: z.int().min(1).max(10_000).default(1).describe('How many bytes of a message become others'),
    ...wire('both', anyWay),
  }),
  z.strictObject({ kind: z.literal('duplicate'), ...wire('to-server', anyWay) }),
  z.strictObject({
    kind: z.literal('reorder'),
    ms: delayMs.default(500).describe('A message waits for the next one, but no longer than this'),
    ...wire('both', anyWay),
  }),
  z.strictObject({ kind: z.literal('drop'), ...wire('to-client', anyWay) }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599).default(503).describe('HTTP status the client gets'),
    ...wire('to-server', oneWay),
  }),
  z.strictObject({
    kind: z.literal('rate-limit'),
    retryAfterSeconds: z.int().min(0).max(86_400).default(1).describe('Value of Retry-After'),
    ...wire('to-server', oneWay),
  }),
  z.strictObject({ kind: z.literal('session-404'), ...wire('to-server', oneWay) }),
  z.strictObject({
    kind: z.literal('cut-stream'),
    events: z.int().min(0).max(1_000_000).default(0).describe('How many events of the stream pass before it is cut'),
    ...wire('to-client', ['to-client']),
  }),
  z.strictObject({ kind: z.literal('wrong-id'), ...wire('to-client', ['to-client']) }),
  z.strictObject({ kind: z.literal('duplicate-response'), ...wire('to-client', ['to-client']) }),
  z.strictObject({
    kind: z.literal('oversized'),
    bytes: size.default(1024 * 1024).describe('By how much a result, or the params of a request, grows'),
    ...wire('to-client', oneWay),
  }),
  z.strictObject({ kind: z.literal('malformed'), ...wire('to-server', anyWay) }),
  z.strictObject({
    kind: z.literal('unsolicited'),
    method: z.string().min(1).max(200).default('notifications/mcp-lab/unsolicited').describe('Of the notification'),
    ...wire('to-client', oneWay),
  }),
  z.strictObject({
    kind: z.literal('kill'),
    signal: z.enum(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGABRT']).default('SIGKILL'),
    methods: choice.methods.describe('Killed when such a request has been handed over. Default: at once'),
    ...window,
  }),
  z.strictObject({ kind: z.literal('pause'), ...window }),
  z.strictObject({
    kind: z.literal('memory'),
    bytes: z
      .int()
      .min(0)
      .max(1e12)
      .default(64 * 1024 * 1024)
      .describe('Address space that may be added to what is in use'),
    ...window,
  }),
  z.strictObject({
    kind: z.literal('cpu'),
    percent: z.number().min(1).max(99).default(10).describe('Of the time the server may run'),
    ...window,
  }),
  z.strictObject({
    kind: z.literal('open-files'),
    free: z.int().min(0).max(1_000_000).default(0).describe('How many files, sockets and pipes may still be opened'),
    ...window,
  }),
  z.strictObject({
    kind: z.literal('disk-full'),
    bytes: z.int().min(0).max(1e12).default(0).describe('No file may grow beyond this: writes fail with EFBIG'),
    ...window,
  }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type FaultKind = Fault['kind'];

export const faultGroups = ['wire', 'http', 'mcp', 'process'] as const;
export type FaultGroup = (typeof faultGroups)[number];

const everywhere = transportKinds;
const http = ['streamable-http', 'http-sse'] as const;
const stdio = ['stdio'] as const;

/** What each fault does and where it can be brought about. */
export const faultKinds: Record<
  FaultKind,
  { group: FaultGroup; transports: readonly (typeof transportKinds)[number][]; does: string }
> = {
  latency: { group: 'wire', transports: everywhere, does: 'messages come later' },
  bandwidth: { group: 'wire', transports: everywhere, does: 'bytes come slowly' },
  blackhole: { group: 'wire', transports: everywhere, does: 'messages vanish and the connection stays open' },
  reset: {
    group: 'wire',
    transports: everywhere,
    does: 'the connection is reset at a message; on stdio both pipes break',
  },
  'slow-close': { group: 'wire', transports: everywhere, does: 'the end of one side reaches the other later' },
  truncate: {
    group: 'wire',
    transports: everywhere,
    does: 'only the beginning of a message arrives; over HTTP the connection then ends',
  },
  slice: { group: 'wire', transports: everywhere, does: 'messages come in small slices' },
  corrupt: { group: 'wire', transports: everywhere, does: 'bytes of a message become others' },
  duplicate: {
    group: 'wire',
    transports: everywhere,
    does: 'a message arrives twice; over HTTP a request, or an event of a stream',
  },
  reorder: { group: 'wire', transports: everywhere, does: 'a message arrives after the one that follows it' },
  drop: {
    group: 'wire',
    transports: everywhere,
    does: 'a message is lost; over HTTP its exchange ends without an answer',
  },
  status: {
    group: 'http',
    transports: http,
    does: 'an HTTP error; to-server: the server never sees the request, to-client: it was served',
  },
  'rate-limit': { group: 'http', transports: http, does: '429 with Retry-After' },
  'session-404': {
    group: 'http',
    transports: ['streamable-http'],
    does: 'requests of a session are answered 404, as if it had ended',
  },
  'cut-stream': { group: 'http', transports: http, does: 'an event stream breaks off' },
  'wrong-id': { group: 'mcp', transports: everywhere, does: 'an answer has an id nobody asked with' },
  'duplicate-response': {
    group: 'mcp',
    transports: everywhere,
    does: 'an answer comes twice; over HTTP where it is an event of a stream',
  },
  oversized: { group: 'mcp', transports: everywhere, does: 'a result, or the params of a request, is very large' },
  malformed: { group: 'mcp', transports: everywhere, does: 'a message is no JSON' },
  unsolicited: { group: 'mcp', transports: everywhere, does: 'a notification that nobody asked for comes first' },
  kill: { group: 'process', transports: stdio, does: 'the server is sent a signal' },
  pause: { group: 'process', transports: stdio, does: 'the server is stopped (SIGSTOP) and goes on afterwards' },
  memory: { group: 'process', transports: stdio, does: 'the server gets no more memory (RLIMIT_AS)' },
  cpu: { group: 'process', transports: stdio, does: 'the server runs for a share of the time only' },
  'open-files': { group: 'process', transports: stdio, does: 'the server can open no more files (RLIMIT_NOFILE)' },
  'disk-full': { group: 'process', transports: stdio, does: 'no file can grow (RLIMIT_FSIZE)' },
};

/** One thing the proxy did to the traffic or to the process. */
export const injectionSchema = z.object({
  /** Milliseconds since the proxy, or the chaos run, began. */
  atMs: z.number(),
  kind: z.string().max(60),
  direction: z.enum(oneWay).nullable(),
  method: z.string().max(200).nullable(),
  /** JSON text of the id of the request it belongs to. */
  id: z.string().max(200).nullable(),
  /** `connection`: everything that was under way on it is affected, not only this message. */
  scope: z.enum(['message', 'connection']),
});
export type Injection = z.infer<typeof injectionSchema>;
