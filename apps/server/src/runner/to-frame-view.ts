import type { FrameView } from '@mcp-lab/contracts';
import { decodeFrame, type EncodedFrame } from '@mcp-lab/engine/run/encode-frame';
import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import { maxFrameText } from './protocol.ts';

const maxNameLength = 300;

/** A frame as it is stored: cut, and with what it is as JSON-RPC, so that nobody after the runner has to parse it. */
export function toFrameView(frame: EncodedFrame, maxText = maxFrameText): FrameView {
  const rpc = describeMessage(frame);
  return { ...clipFrame(frame, maxText), ...(rpc === undefined ? {} : { rpc }) };
}

function describeMessage(frame: EncodedFrame): FrameView['rpc'] {
  if (frame.kind !== 'message' || frame.encoding !== 'utf8') return undefined;
  const { json } = decodeFrame(frame);
  if (!isJsonObject(json)) return undefined;
  const { method, id } = json;
  const answer = 'error' in json ? 'error' : 'result' in json ? 'result' : undefined;
  return {
    ...(typeof method === 'string' ? { method: method.slice(0, maxNameLength) } : {}),
    ...(id === undefined ? {} : { id: nameOf(id) }),
    ...(typeof method !== 'string' && answer !== undefined ? { answer } : {}),
  };
}

function nameOf(id: JsonValue): string {
  return JSON.stringify(id).slice(0, maxNameLength);
}

function clipFrame(frame: EncodedFrame, maxText: number): FrameView {
  if (frame.text.length <= maxText) return frame;
  const cut = frame.text.length - maxText;
  const cutBytes = frame.encoding === 'base64' ? Math.floor((cut * 3) / 4) : cut;
  return { ...frame, text: frame.text.slice(0, maxText), droppedBytes: frame.droppedBytes + cutBytes };
}
