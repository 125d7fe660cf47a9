import type { IncomingMessage } from 'node:http';

/** Longer bodies pass a proxy unseen: no fault strikes them. */
export const maxBodyBytes = 16 * 1024 * 1024;

/** A body, or its beginning where it is longer: `chainBody` gives that and the rest. */
export async function readAtMost(
  stream: IncomingMessage,
  maxBytes: number,
): Promise<{ chunks: Buffer[]; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Left in the middle, the stream can still be read on.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > maxBytes) return { chunks, isWhole: false };
  }
  return { chunks, isWhole: true };
}

/** What was read, and then what was not. */
export async function* chainBody(chunks: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
  yield* rest;
}
