import { type Frame, isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';
import { isResponse, serverMessages } from './server-messages.ts';

export const rpcUnsolicitedResponseCheck: Check = {
  id: 'rpc-unsolicited-response',
  area: 'jsonrpc',
  title: 'No response comes that nobody asked for',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#responses',
  fix: 'Send a response only to a request of the same connection, under its id; announce anything else as a notification.',
  run(context) {
    const sent = sentIds(context.tour.frames());
    const responses = serverMessages(context).filter(
      ({ message }) => isResponse(message) && message.id !== undefined && message.id !== null,
    );
    const wording = { subjects: 'responses', sound: 'answer a request that was sent' };
    return judgeEach(context, responses, wording, ({ frame, message }) => {
      // As text: whether the type of the id was kept is judged elsewhere.
      const firstSeq = sent.get(`${frame.connection} ${String(message.id)}`);
      if (firstSeq !== undefined && firstSeq < frame.seq) return undefined;
      return `no request with id ${quoteJson(message.id)} was sent on this connection before ${quoteJson(message)}`;
    });
  },
};

/** Anything sent with an id counts, requests and what was meant to look like one; with the place of its first use. */
function sentIds(frames: readonly Frame[]): Map<string, number> {
  const ids = new Map<string, number>();
  /** What was sent of a line that was written in pieces. */
  const begun = new Map<number, Uint8Array>();
  for (const frame of frames) {
    if (frame.direction !== 'sent' || frame.kind !== 'message') continue;
    const raw = Buffer.concat([begun.get(frame.connection) ?? new Uint8Array(), frame.raw]);
    begun.set(frame.connection, frame.terminated === false ? raw : new Uint8Array());
    for (const id of idsIn(frame, raw)) {
      const key = `${frame.connection} ${id}`;
      if (!ids.has(key)) ids.set(key, frame.seq);
    }
  }
  return ids;
}

function idsIn(frame: Frame, raw: Buffer): string[] {
  if (frame.json === undefined) {
    // Broken JSON, sent on purpose: a lenient parser may still have found its id.
    const text = raw.toString('utf8');
    return [...text.matchAll(/"id"\s*:\s*(?:"([^"]*)"|(-?[\d.eE+]+))/g)].map(
      ([, word, number]) => word ?? number ?? '',
    );
  }
  const messages = Array.isArray(frame.json) ? frame.json : [frame.json];
  return messages.flatMap((message) => (isJsonObject(message) && message.id !== undefined ? [String(message.id)] : []));
}
