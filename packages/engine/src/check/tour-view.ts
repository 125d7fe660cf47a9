import { type Frame, isJsonObject, type JsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import type { ConnectionInfo } from '../run/run-document.ts';
import type { Tour } from './check.ts';
import { negotiatedRevision } from './connection-log.ts';
import { isOrdinaryConnection } from './is-ordinary-connection.ts';

interface Source {
  readonly frames: readonly Frame[];
  readonly connections: readonly ConnectionInfo[];
}

/**
 * What the run has shown of the server at one revision. It reads everything from the frames, so a stored transcript
 * gives the same view as a live one. A connection counts for the revision it was negotiated at.
 */
export function createTourView(source: Source, revision: Revision): Tour {
  const tourOf = () => source.connections.findLast((info) => info.purpose === 'tour' && info.revision === revision);
  const index = createIndex(source, revision);
  const listed = (method: string, member: string) =>
    index().frames.flatMap((frame) => {
      if (frame.connection !== tourOf()?.connection || requestOf(frame)?.method !== method) return [];
      const result = isJsonObject(frame.json) ? frame.json.result : undefined;
      const items = isJsonObject(result) ? result[member] : undefined;
      return Array.isArray(items) ? items.filter(isJsonObject) : [];
    });
  const requestOf = (response: Frame) => index().requestOf(response);
  return {
    get capabilities() {
      return capabilitiesIn(index().frames, tourOf()?.connection, requestOf);
    },
    get tools() {
      return listed('tools/list', 'tools');
    },
    get resources() {
      return listed('resources/list', 'resources');
    },
    get resourceTemplates() {
      return listed('resources/templates/list', 'resourceTemplates');
    },
    get prompts() {
      return listed('prompts/list', 'prompts');
    },
    frames: () => index().frames,
    requestOf,
    isOrdinary: (connection) => index().isOrdinary(connection),
  };
}

interface Index {
  frames: readonly Frame[];
  requestOf: Tour['requestOf'];
  isOrdinary: Tour['isOrdinary'];
}

/** Built anew only when frames were added. */
function createIndex(source: Source, revision: Revision): () => Index {
  let builtFor = -1;
  let built: Index | undefined;
  return () => {
    if (built === undefined || builtFor !== source.frames.length) {
      builtFor = source.frames.length;
      built = buildIndex(source, revision);
    }
    return built;
  };
}

function buildIndex(source: Source, revision: Revision): Index {
  const byConnection = Map.groupBy(source.frames, (frame) => frame.connection);
  const ours = new Set<number>();
  for (const info of source.connections) {
    if (info.purpose === 'discovery') continue;
    const settled = negotiatedRevision(byConnection.get(info.connection) ?? []) ?? info.revision;
    if (settled === revision) ours.add(info.connection);
  }
  const frames = source.frames.filter((frame) => ours.has(frame.connection));
  const requests = indexRequests(frames);
  const ordinary = new Map<number, boolean>();
  return {
    frames,
    requestOf: (response) => findRequest(requests, response),
    isOrdinary(connection) {
      const known = ordinary.get(connection);
      if (known !== undefined) return known;
      const answer = isOrdinaryConnection(byConnection.get(connection) ?? [], revision);
      ordinary.set(connection, answer);
      return answer;
    },
  };
}

type Request = { method: string; frame: Frame; id: JsonValue };

/** Requests by connection, in order of sending. */
function indexRequests(frames: readonly Frame[]): Map<number, Request[]> {
  const requests = new Map<number, Request[]>();
  for (const frame of frames) {
    if (frame.direction !== 'sent' || frame.kind !== 'message') continue;
    for (const message of messagesOf(frame.json)) {
      if (typeof message.method !== 'string' || message.id === undefined) continue;
      const known = requests.get(frame.connection) ?? [];
      known.push({ method: message.method, frame, id: message.id });
      requests.set(frame.connection, known);
    }
  }
  return requests;
}

function findRequest(requests: Map<number, Request[]>, response: Frame): Request | undefined {
  const [message] = messagesOf(response.json);
  if (message === undefined || 'method' in message) return undefined;
  const earlier = (requests.get(response.connection) ?? []).filter((request) => request.frame.seq < response.seq);
  const sameStream = earlier.filter((request) => request.frame.stream === response.stream);
  // Over HTTP a POST's stream belongs to its request, so an error whose id could not be read still has one.
  if (message.id === undefined || message.id === null) return sameStream.length === 1 ? sameStream[0] : undefined;
  const matches = (request: Request) => request.id === message.id;
  return sameStream.findLast(matches) ?? earlier.findLast(matches);
}

function messagesOf(json: JsonValue | undefined): JsonObject[] {
  return (Array.isArray(json) ? json : [json]).filter((message) => isJsonObject(message));
}

function capabilitiesIn(
  frames: readonly Frame[],
  connection: number | undefined,
  requestOf: Tour['requestOf'],
): JsonObject {
  for (const frame of frames) {
    if (frame.connection !== connection) continue;
    const method = requestOf(frame)?.method;
    if (method !== 'initialize' && method !== 'server/discover') continue;
    const result = isJsonObject(frame.json) ? frame.json.result : undefined;
    if (isJsonObject(result) && isJsonObject(result.capabilities)) return result.capabilities;
  }
  return {};
}
