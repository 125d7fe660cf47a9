import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { createConnector } from './guarded-connector.ts';
import type { CheckAddress } from './open-options.ts';
import { WireError } from './wire-error.ts';

/** How much of what came is kept to be looked at. */
const maxHeadBytes = 16 * 1024;
const lookMs = 25;

/** A connection over which bytes are written and nothing is read until that is wanted. */
export interface BareConnection {
  readonly closed: boolean;
  /** What arrived so far, as far as it was taken from the system. */
  readonly bytesRead: number;
  /** The beginning of what was read, as Latin-1. */
  readonly head: string;
  /** Hands bytes to the system, as far as that takes them. */
  write(bytes: Uint8Array): void;
  /** Reads so many bytes, or until nothing came for `silenceMs` or the time is over, and then reads no further. */
  read(limits: { bytes: number; silenceMs: number; timeoutMs: number; signal?: AbortSignal }): Promise<void>;
  /** Tears the connection down: over plain TCP the peer is told by a reset, under TLS it just ends. */
  reset(): void;
}

/** Throws WireError where no connection comes about, or the address may not be connected to. */
export async function openBareConnection(url: URL, checkAddress: CheckAddress | undefined): Promise<BareConnection> {
  const { protocol, hostname, port, host } = url;
  const socket = await new Promise<Socket>((resolve, reject) => {
    createConnector(checkAddress)({ protocol, hostname, host, port }, (...[error, opened]) => {
      if (error === null) resolve(opened);
      else reject(new WireError('unreachable', `${url.host}: ${error.message}`, 'Look whether the server still runs.'));
    });
  });
  return bareOn(socket);
}

function bareOn(socket: Socket): BareConnection {
  let head = '';
  // Before anybody listens: a listener for data alone does not make it flow then.
  socket.pause();
  // That it breaks is seen by `closed`.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    if (head.length < maxHeadBytes) head += chunk.toString('latin1', 0, maxHeadBytes - head.length);
  });
  return {
    get closed() {
      return socket.destroyed || socket.readableEnded;
    },
    get bytesRead() {
      return socket.bytesRead;
    },
    get head() {
      return head;
    },
    write(bytes) {
      if (!socket.destroyed && socket.writable) socket.write(bytes);
    },
    async read({ bytes, silenceMs, timeoutMs, signal }) {
      const startedMs = performance.now();
      let [seen, seenMs] = [socket.bytesRead, startedMs];
      socket.resume();
      while (socket.bytesRead < bytes && !this.closed && signal?.aborted !== true) {
        await new Promise((resolve) => setTimeout(resolve, lookMs));
        const nowMs = performance.now();
        if (socket.bytesRead > seen) [seen, seenMs] = [socket.bytesRead, nowMs];
        if (nowMs - seenMs > silenceMs || nowMs - startedMs > timeoutMs) break;
      }
      socket.pause();
    },
    reset() {
      if (socket instanceof TLSSocket) socket.destroy();
      else socket.resetAndDestroy();
    },
  };
}
