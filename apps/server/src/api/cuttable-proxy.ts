import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net';

/** Stands before a server, so that a test can take the server away and bring it back. */
export interface CuttableProxy {
  port: number;
  /** Ends every connection and takes no new one. */
  cut(): void;
  mend(): Promise<void>;
}

export async function startCuttableProxy(host: string, port: number): Promise<CuttableProxy> {
  const sockets = new Set<Socket>();
  let server: Server;

  function accept(socket: Socket): void {
    const upstream = connectSocket({ host, port });
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.once('close', () => sockets.delete(one));
    }
    socket.pipe(upstream).pipe(socket);
  }

  function listen(at: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server = createServer(accept);
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : at);
      });
    });
  }

  const own = await listen(0);
  return {
    port: own,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
    mend: async () => void (await listen(own)),
  };
}
