import { connect, isIP, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createGuardedLookup, refuseAddress } from '../guarded-lookup.ts';
import type { CheckAddress } from '../open-options.ts';

/** Where a load session connects to. */
export interface Endpoint {
  isTls: boolean;
  /** Without the brackets of IPv6. */
  host: string;
  port: number;
  checkAddress?: CheckAddress;
}

export interface SocketEvents {
  onConnect(): void;
  /** The bytes are gone when it returns: copy what is kept. */
  onData(chunk: Buffer): void;
  /** The peer sends nothing more. */
  onEnd(): void;
  /** Follows everything else, once. */
  onClose(error: Error | undefined): void;
}

/** Sockets read in turn, each read is used up at once: one buffer does for all, and none is made for a read. */
const readBuffer = Buffer.allocUnsafe(64 * 1024);
/** Where reads are started ahead, each socket needs its own. */
const isShared = process.platform !== 'win32';

/** Connects, over TLS with the certificate checked; each address is asked for before and after, as in `createConnector`. */
export function connectSocket(endpoint: Endpoint, events: SocketEvents): Socket {
  const { isTls, host, port, checkAddress } = endpoint;
  let problem: Error | undefined;
  const onread = {
    buffer: isShared ? readBuffer : Buffer.allocUnsafe(readBuffer.length),
    callback(length: number, buffer: Uint8Array): boolean {
      events.onData(buffer.subarray(0, length) as Buffer);
      return true;
    },
  };
  const options = {
    host,
    port,
    onread,
    noDelay: true,
    ...(checkAddress === undefined ? {} : { lookup: createGuardedLookup(checkAddress, port) }),
  };
  const open = () =>
    isTls
      ? connectTls({ ...options, ALPNProtocols: ['http/1.1'], ...(isIP(host) === 0 ? { servername: host } : {}) })
      : connect(options);
  const refused = checkAddress && isIP(host) !== 0 ? refuseAddress(checkAddress, port, [host]) : undefined;
  const socket = refused === undefined ? open() : new Socket();
  if (refused !== undefined) socket.destroy(refused);
  socket.once(isTls ? 'secureConnect' : 'connect', () => {
    const reached = socket.remoteAddress;
    const late = checkAddress && reached !== undefined ? refuseAddress(checkAddress, port, [reached]) : undefined;
    if (late === undefined) events.onConnect();
    else socket.destroy(late);
  });
  socket.on('error', (error) => {
    problem = error;
  });
  socket.once('end', () => events.onEnd());
  socket.once('close', () => events.onClose(problem));
  return socket;
}
