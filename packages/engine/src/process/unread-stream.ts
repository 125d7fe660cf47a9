import type { Reply } from '@mcp-lab/wire';
import { composeHead } from './flood-unread.ts';
import type { TortureScene } from './torture.ts';

const headMs = 300;
const mostBytes = 1024 * 1024;

export interface UnreadStream {
  /** Reads what is there, tears it down, and says what it was. */
  end(): Promise<string>;
}

/** The standing GET stream of the session that a request was sent in, not read. Only legacy sessions have one. */
export async function openUnreadStream(scene: TortureScene, one: Reply): Promise<UnreadStream | undefined> {
  if (scene.revision !== scene.legacyRevision) return undefined;
  const stream = await scene.openBare();
  const ofPost = ['content-length', 'content-type', 'accept'];
  stream.write(composeHead(one.sent, 'GET', ofPost, [['Accept', 'text/event-stream']]));
  return {
    async end() {
      await stream.read({ bytes: mostBytes, silenceMs: headMs, timeoutMs: headMs, signal: scene.signal });
      const status = /^HTTP\/1\.1 (\d{3})/.exec(stream.head)?.[1];
      stream.reset();
      if (status !== '200') return '; it offers no GET stream';
      return `; its GET stream was not read either, on which it sent ${stream.bytesRead} bytes, too few to wait`;
    },
  };
}
