import { isJsonObject, revisions, type Session } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { writePieces } from './write-pieces.ts';

const pieces = 12;

export const qaSplitFramesCheck: Check = {
  id: 'qa-split-frames',
  area: 'robustness',
  title: 'Messages are understood however the pipe cuts them',
  level: 'SHOULD',
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio',
  fix: 'Collect bytes until the line feed, split at every line feed, and cut off a carriage return: a read is not a message.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const textOf = (id: string) => JSON.stringify(buildRequest(context.revision, id));
    const wholes: [what: string, ids: string[], send: () => Promise<void>][] = [
      [`one message in ${pieces} writes`, ['split-1'], () => sendInPieces(session, `${textOf('split-1')}\n`)],
      [
        'three messages in one write',
        ['split-2', 'split-3', 'split-4'],
        () => write(session, ['split-2', 'split-3', 'split-4'].map((id) => `${textOf(id)}\n`).join('')),
      ],
      ['a message that ends with CR LF', ['split-5'], () => write(session, `${textOf('split-5')}\r\n`)],
    ];
    for (const [what, ids, send] of wholes) {
      const missing = new Set(ids);
      const arrived = session.collect(patienceMs, ({ json }) => {
        if (isJsonObject(json) && isJsonObject(json.result)) missing.delete(String(json.id));
        return missing.size === 0;
      });
      await send();
      const frames = await arrived;
      if (missing.size > 0)
        return context.violated(`${what}: ${missing.size} of ${ids.length} were not answered with a result`, frames);
    }
    return context.passed(`served: ${wholes.map(([what]) => what).join(', ')}`);
  },
};

function sendInPieces(session: Session, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  return writePieces(session, bytes, Math.ceil(bytes.length / pieces));
}

function write(session: Session, text: string): Promise<void> {
  return writePieces(session, Buffer.from(text), Number.POSITIVE_INFINITY);
}
