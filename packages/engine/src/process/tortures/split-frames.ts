import { isJsonObject, type Session } from '@mcp-lab/wire';
import { buildRequest } from '../../checks/jsonrpc/harmless-request.ts';
import { writePieces } from '../../checks/robustness/write-pieces.ts';
import { stdioOnly, type Torture, type TortureScene } from '../torture.ts';

const waitMs = 5_000;
/** Two, three and four bytes in UTF-8. */
const wide = 'é ✓ 🜁';

/** Messages cut as no reader expects it: byte by byte, within a character, two in one write. */
export const splitFrames: Torture = {
  subjects: [
    {
      id: 'split-frames',
      title: 'Messages are understood byte by byte, cut within a character, and two in one write',
      fix: 'Collect bytes until the line feed and decode then: a read is no message, and no whole number of characters.',
    },
  ],
  transports: stdioOnly,
  elsewhere: 'HTTP says how long a message is',
  async look(scene) {
    const id = 'split-frames';
    const session = await scene.open();
    const ways: [what: string, ids: string[], send: () => Promise<void>][] = [
      ['byte by byte', ['bytes'], () => write(session, bytesOf(scene, 'bytes'), 1)],
      ['cut within a character', ['character'], () => cutCharacters(session, bytesOf(scene, 'character'))],
      [
        'two in one write',
        ['one', 'two'],
        () => write(session, Buffer.concat([bytesOf(scene, 'one'), bytesOf(scene, 'two')]), Number.POSITIVE_INFINITY),
      ],
    ];
    for (const [what, ids, send] of ways) {
      const missing = new Set(ids);
      const arrived = session.collect(waitMs, ({ json }) => {
        if (isJsonObject(json) && isJsonObject(json.result)) missing.delete(String(json.id));
        return missing.size === 0;
      });
      await send();
      const frames = await arrived;
      if (missing.size === 0) continue;
      const reason = `${what}: ${missing.size} of ${ids.length} requests got no result within ${waitMs} ms`;
      return [{ id, verdict: 'fail', reason, evidence: frames }];
    }
    return [{ id, verdict: 'pass', reason: `served: ${ways.map(([what]) => what).join(', ')}` }];
  },
};

/** A request with wide characters where no server looks: in its `_meta`. */
function bytesOf({ revision, cheapMethod }: TortureScene, id: string): Buffer {
  const request = buildRequest(revision, id, cheapMethod);
  const params = isJsonObject(request.params) ? request.params : {};
  const meta = isJsonObject(params._meta) ? params._meta : {};
  const full = { ...request, params: { ...params, _meta: { ...meta, 'lab.example/note': wide } } };
  return Buffer.from(`${JSON.stringify(full)}\n`, 'utf8');
}

const write = (session: Session, bytes: Buffer, size: number) => writePieces(session, bytes, size);

async function cutCharacters(session: Session, bytes: Buffer): Promise<void> {
  const at = bytes.findIndex((byte) => byte >= 0x80) + 1;
  await write(session, bytes.subarray(0, at), Number.POSITIVE_INFINITY);
  await write(session, bytes.subarray(at), Number.POSITIVE_INFINITY);
}
