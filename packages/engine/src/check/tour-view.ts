import { type Frame, isJsonObject, type JsonObject, type Revision } from '@mcp-lab/wire';
import type { ConnectionInfo } from '../run/run-document.ts';
import { callersIn } from './callers-in.ts';
import type { Tour } from './check.ts';
import { createFrameIndex } from './frame-index.ts';
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
  const index = createFrameIndex(source, revision);
  const ordinary = new Map<number, { frames: number; isOrdinary: boolean }>();
  const requestOf: Tour['requestOf'] = (response) => index.requestOf(response);
  const framesOfTour = () => {
    const tour = source.connections.findLast((info) => info.purpose === 'tour' && info.revision === revision);
    return tour === undefined ? [] : index.framesOf(tour.connection);
  };
  const listed = (method: string, member: string) => {
    return framesOfTour().flatMap((frame) => {
      const result = isJsonObject(frame.json) ? frame.json.result : undefined;
      const items = isJsonObject(result) && requestOf(frame)?.method === method ? result[member] : undefined;
      return Array.isArray(items) ? items.filter(isJsonObject) : [];
    });
  };
  return {
    get capabilities() {
      return capabilitiesIn(framesOfTour(), requestOf);
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
    frames: () => index.frames(),
    requestOf,
    isOrdinary(connection) {
      const frames = index.framesOf(connection);
      const known = ordinary.get(connection);
      if (known?.frames === frames.length) return known.isOrdinary;
      // What another user, or nobody, is offered says nothing about what the tour was.
      const usual = callersIn(framesOfTour());
      const isUsual = usual.size === 0 || [...callersIn(frames)].every((caller) => usual.has(caller));
      const isOrdinary = isUsual && isOrdinaryConnection(frames, revision);
      ordinary.set(connection, { frames: frames.length, isOrdinary });
      return isOrdinary;
    },
  };
}

function capabilitiesIn(frames: readonly Frame[], requestOf: Tour['requestOf']): JsonObject {
  for (const frame of frames) {
    const result = isJsonObject(frame.json) ? frame.json.result : undefined;
    if (!isJsonObject(result) || !isJsonObject(result.capabilities)) continue;
    const method = requestOf(frame)?.method;
    if (method === 'initialize' || method === 'server/discover') return result.capabilities;
  }
  return {};
}
