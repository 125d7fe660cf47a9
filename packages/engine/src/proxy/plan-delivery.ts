import type { Fault, FaultKind } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject } from '@mcp-lab/wire/json';
import type { FaultInjector } from './fault-injector.ts';
import type { ProxiedMessage } from './proxied-message.ts';

/** How a message is told from the next: a line of stdio, the body of a request or an answer, an event of a stream. */
export type Framing = 'line' | 'request' | 'body' | 'event';

/** What becomes of a message. Without a fault it is one frame, the message itself, at once. */
export interface Delivery {
  /** Payloads, one after the other, without what frames them. */
  frames: Buffer[];
  delayMs: number;
  bytesPerSecond: number | undefined;
  slice: { bytes: number; ms: number } | undefined;
  /** Waits for the next message, at most this long. */
  holdMs: number | undefined;
  /**
   * What becomes of the connection, or of the exchange over HTTP, afterwards. `silence`: it stays open and nothing
   * comes; `lost`: it ends without an answer; `cut`: it ends in the middle.
   */
  end: 'reset' | 'silence' | 'lost' | 'cut' | undefined;
  struck: FaultKind[];
  /** Aborts when the faults that struck are taken away: then nothing is held back any longer. */
  term: AbortSignal | undefined;
}

const anyMessage = [
  'latency',
  'bandwidth',
  'blackhole',
  'reset',
  'truncate',
  'slice',
  'corrupt',
  'reorder',
  'drop',
  'malformed',
] as const;
/** What can befall a GET, or an answer without a body. */
const withoutBytes = ['latency', 'blackhole', 'reset', 'reorder', 'drop'] as const;
type MessageKind =
  | (typeof anyMessage)[number]
  | 'duplicate'
  | 'wrong-id'
  | 'duplicate-response'
  | 'oversized'
  | 'unsolicited';

export function untouched(bytes: Buffer): Delivery {
  return {
    frames: [bytes],
    delayMs: 0,
    bytesPerSecond: undefined,
    slice: undefined,
    holdMs: undefined,
    end: undefined,
    struck: [],
    term: undefined,
  };
}

/** Lets the faults that strike a message have their way with it, in the order they were given in. */
export function planDelivery(message: ProxiedMessage, framing: Framing, injector: FaultInjector): Delivery {
  const delivery = untouched(message.bytes);
  for (const fault of injector.strike(message, kindsFor(message, framing))) {
    change(delivery, fault, message, injector.randomOf(fault));
    delivery.struck.push(fault.kind);
    delivery.term = injector.term;
    injector.record(fault, message, fault.kind === 'reset' && framing === 'line' ? 'connection' : 'message');
  }
  return delivery;
}

/** Only what a fault can be done to counts as struck by it. */
function kindsFor({ json, bytes, isAnswer, direction }: ProxiedMessage, framing: Framing): MessageKind[] {
  if (bytes.length === 0) return [...withoutBytes];
  const kinds: MessageKind[] = [...anyMessage];
  // One body cannot hold two messages; a request can be made twice.
  if (framing !== 'body') kinds.push('duplicate');
  if (framing !== 'body' && isAnswer && direction === 'to-client') kinds.push('duplicate-response');
  if (!isJsonObject(json)) return kinds;
  if (isAnswer) kinds.push('wrong-id');
  if (framing !== 'body') kinds.push('unsolicited');
  if (growing(json) !== undefined) kinds.push('oversized');
  return kinds;
}

function change(
  delivery: Delivery,
  fault: Extract<Fault, { kind: MessageKind }>,
  { json }: ProxiedMessage,
  random: () => number,
): void {
  const { frames } = delivery;
  const last = frames.length - 1;
  const replace = (edit: (bytes: Buffer) => Buffer) => {
    const bytes = frames[last];
    if (bytes !== undefined) frames[last] = edit(bytes);
  };
  switch (fault.kind) {
    case 'latency':
      delivery.delayMs += Math.max(0, fault.ms + (random() * 2 - 1) * fault.jitter);
      return;
    case 'bandwidth':
      delivery.bytesPerSecond = Math.min(delivery.bytesPerSecond ?? Number.POSITIVE_INFINITY, fault.bytesPerSecond);
      return;
    case 'slice':
      delivery.slice = { bytes: fault.bytes, ms: fault.ms };
      return;
    case 'reorder':
      delivery.holdMs = fault.ms;
      return;
    case 'blackhole':
    case 'drop':
    case 'reset':
      delivery.frames = [];
      delivery.end ??= fault.kind === 'reset' ? 'reset' : fault.kind === 'drop' ? 'lost' : 'silence';
      return;
    case 'truncate':
      replace((bytes) => bytes.subarray(0, Math.min(bytes.length - 1, fault.bytes ?? bytes.length >> 1)));
      delivery.end ??= 'cut';
      return;
    case 'corrupt':
      replace((bytes) => corrupt(bytes, fault.bytes, random));
      return;
    case 'duplicate':
    case 'duplicate-response':
      frames.push(...frames.slice(-1));
      return;
    case 'malformed':
      // Without its last bracket it is never whole, whatever comes after it.
      replace((bytes) => (bytes.at(-1) === 0x7d ? bytes.subarray(0, -1) : Buffer.from(`{${bytes.toString('utf8')}`)));
      return;
    case 'wrong-id':
      if (isJsonObject(json)) replace(() => encode({ ...json, id: wrongId(json) }));
      return;
    case 'oversized':
      if (isJsonObject(json)) replace(() => encode(grow(json, fault.bytes)));
      return;
    case 'unsolicited':
      frames.unshift(encode({ jsonrpc: '2.0', method: fault.method, params: {} }));
  }
}

/** Other bytes in place of some, at places drawn by chance. No line end comes in: framing is not what is broken here. */
function corrupt(bytes: Buffer, count: number, random: () => number): Buffer {
  const changed = Buffer.from(bytes);
  for (let round = 0; round < count && changed.length > 0; round++) {
    const at = Math.floor(random() * changed.length);
    const other = 0x20 + Math.floor(random() * 94);
    changed[at] = other === changed[at] ? 0x7e : other;
  }
  return changed;
}

function wrongId({ id }: JsonObject): number | string {
  return typeof id === 'number' ? id + 1_000_003 : `${String(id)}-wrong`;
}

function growing(json: JsonObject): 'result' | 'params' | undefined {
  if (isJsonObject(json.result)) return 'result';
  return json.id !== undefined && isJsonObject(json.params) ? 'params' : undefined;
}

function grow(json: JsonObject, bytes: number): JsonObject {
  const member = growing(json);
  const body = member === undefined ? undefined : json[member];
  if (member === undefined || !isJsonObject(body)) return json;
  const meta = isJsonObject(body._meta) ? body._meta : {};
  return { ...json, [member]: { ...body, _meta: { ...meta, 'mcp-lab/padding': 'x'.repeat(bytes) } } };
}

function encode(json: JsonObject): Buffer {
  return Buffer.from(JSON.stringify(json));
}
