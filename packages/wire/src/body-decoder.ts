import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export interface BodyDecoder {
  /** False when it wants no more until `onDrain`. */
  write(chunk: Buffer): boolean;
  end(): void;
  destroy(): void;
}

export interface BodyDecoderEvents {
  onData(chunk: Buffer): void;
  onDrain(): void;
  onEnd(): void;
  onError(message: string): void;
}

/** Decodes one content encoding; undefined for an encoding that is not known. Nested encodings are refused, too. */
export function createBodyDecoder(encoding: string, events: BodyDecoderEvents): BodyDecoder | undefined {
  const create = decoders[encoding.trim().toLowerCase()];
  if (create === undefined) return undefined;
  const stream = create();
  stream.on('data', events.onData);
  stream.on('drain', events.onDrain);
  stream.on('end', events.onEnd);
  stream.on('error', (error) => events.onError(error.message));
  return {
    write: (chunk) => stream.write(chunk),
    end: () => void stream.end(),
    destroy: () => void stream.destroy(),
  };
}

const decoders: Record<string, (() => ReturnType<typeof createGunzip>) | undefined> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
