import {
  type Frame,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  legacyRevisions,
  type Revision,
} from '@mcp-lab/wire';
import type { ConnectionInfo } from '../run/run-document.ts';

interface Source {
  readonly frames: readonly Frame[];
  readonly connections: readonly ConnectionInfo[];
}

interface Request {
  method: string;
  frame: Frame;
}

/** What is remembered of one connection. */
interface Line {
  frames: Frame[];
  /** As agreed in its `initialize`, else as it was opened. */
  revision: Revision;
  initializeIds: Set<JsonValue | undefined>;
  /** By id as JSON, in order of sending. */
  requests: Map<string, Request[]>;
  byStream: Map<string | null, Request[]>;
}

export interface FrameIndex {
  /** All frames of the connections at the revision, discovery left out. */
  frames(): readonly Frame[];
  framesOf(connection: number): readonly Frame[];
  /** The request that a response answers. */
  requestOf(response: Frame): Request | undefined;
}

/** The frames of one revision and their requests. Grows with the transcript: each frame is looked at once. */
export function createFrameIndex(source: Source, revision: Revision): FrameIndex {
  const lines = new Map<number, Line>();
  const answered = new Map<Frame, Request | undefined>();
  let taken = 0;
  let own: Frame[] = [];
  let shown: readonly Frame[] = [];

  const lineOf = (connection: number): Line | undefined => {
    const known = lines.get(connection);
    if (known !== undefined) return known;
    const info = source.connections.find((candidate) => candidate.connection === connection);
    if (info === undefined || info.purpose === 'discovery') return undefined;
    const line: Line = {
      frames: [],
      revision: info.revision,
      initializeIds: new Set(),
      requests: new Map(),
      byStream: new Map(),
    };
    lines.set(connection, line);
    return line;
  };
  const update = () => {
    let hasMoved = false;
    for (; taken < source.frames.length; taken++) {
      const frame = source.frames[taken];
      const line = frame && lineOf(frame.connection);
      if (frame === undefined || line === undefined) continue;
      line.frames.push(frame);
      enterRequests(line, frame);
      const settled = settledRevision(line, frame);
      if (settled !== undefined && settled !== line.revision) {
        line.revision = settled;
        hasMoved = true;
      }
      if (line.revision === revision) own.push(frame);
    }
    // A connection that settled on another revision takes its earlier frames with it.
    if (hasMoved) own = source.frames.filter((frame) => lines.get(frame.connection)?.revision === revision);
  };
  return {
    frames() {
      update();
      if (shown.length !== own.length) shown = own.slice();
      return shown;
    },
    framesOf(connection) {
      update();
      return lines.get(connection)?.frames ?? [];
    },
    requestOf(response) {
      update();
      if (answered.has(response)) return answered.get(response);
      const line = lines.get(response.connection);
      if (line === undefined) return undefined;
      // What it answers was sent before it, so nothing that comes later changes this.
      const request = findRequest(line, response);
      answered.set(response, request);
      return request;
    },
  };
}

function enterRequests(line: Line, frame: Frame): void {
  if (frame.direction !== 'sent' || frame.kind !== 'message') return;
  for (const { method, id } of messagesOf(frame.json)) {
    if (typeof method !== 'string' || id === undefined) continue;
    const request = { method, frame };
    append(line.requests, JSON.stringify(id), request);
    append(line.byStream, frame.stream, request);
    if (method === 'initialize') line.initializeIds.add(id);
  }
}

/** The revision that this frame, an `initialize` result, settles on. */
function settledRevision(line: Line, { direction, json }: Frame): Revision | undefined {
  if (direction !== 'received' || !isJsonObject(json) || !line.initializeIds.has(json.id)) return undefined;
  const version = isJsonObject(json.result) ? json.result.protocolVersion : undefined;
  return legacyRevisions.find((known) => known === version);
}

function findRequest(line: Line, response: Frame): Request | undefined {
  const [message] = messagesOf(response.json);
  if (message === undefined || 'method' in message) return undefined;
  const isEarlier = ({ frame }: Request) => frame.seq < response.seq;
  // Over HTTP a POST's stream belongs to its request, so an error whose id could not be read still has one.
  if (message.id === undefined || message.id === null) {
    const sameStream = (line.byStream.get(response.stream) ?? []).filter(isEarlier);
    return sameStream.length === 1 ? sameStream[0] : undefined;
  }
  const matches = line.requests.get(JSON.stringify(message.id)) ?? [];
  const onSameStream = ({ frame }: Request) => frame.stream === response.stream;
  return matches.findLast((request) => isEarlier(request) && onSameStream(request)) ?? matches.findLast(isEarlier);
}

function append<Key>(map: Map<Key, Request[]>, key: Key, request: Request): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [request]);
  else known.push(request);
}

function messagesOf(json: JsonValue | undefined): JsonObject[] {
  return (Array.isArray(json) ? json : [json]).filter((message) => isJsonObject(message));
}
