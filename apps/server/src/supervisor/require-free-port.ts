import { createServer } from 'node:net';
import { StartError } from '../process/start-error.ts';

/** Throws StartError when somebody else listens there. Port 0 is always free. */
export async function requireFreePort(host: string, port: number, variable: string): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ host, port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw new StartError(explain(error, host, port, variable));
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}

function explain(error: unknown, host: string, port: number, variable: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use by another program. Stop it, or set ${variable} to a free port.`;
  }
  if (code === 'EACCES') return `This account may not listen on port ${port}. Set ${variable} to a port above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST: this machine has no address "${host}".`;
  return `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`;
}
