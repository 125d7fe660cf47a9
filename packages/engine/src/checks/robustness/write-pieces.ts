import type { Session } from '@mcp-lab/wire';

/** Writes bytes to stdin in pieces of a size, each for itself. The answers are waited for elsewhere. */
export async function writePieces(session: Session, bytes: Uint8Array, size: number): Promise<void> {
  const step = Math.min(size, bytes.length);
  for (let at = 0; at < bytes.length; at += step) {
    await session.sendRaw(bytes.subarray(at, at + step), { terminate: false, timeoutMs: 1 });
  }
}
