import type { ClientRequest, ServerResponse } from 'node:http';
import type { ByteSink } from './delivery-lane.ts';

/** Where the bytes of a request or of an answer go. */
export function streamSink(stream: ClientRequest | ServerResponse): ByteSink {
  const gone = new Promise<void>((resolve) => stream.once('close', resolve));
  return {
    write: (bytes) => (stream.writable ? stream.write(bytes) : true),
    drained: () => Promise.race([new Promise<void>((resolve) => stream.once('drain', resolve)), gone]),
  };
}
