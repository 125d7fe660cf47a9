// The process of the dashboard: Next's standalone server, which ends when the supervisor is gone.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sendToSupervisor } from '../process/ipc-wake-ups.ts';

process.once('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the supervisor decides when to leave.
process.on('SIGINT', () => {});
process.once('SIGTERM', () => process.exit(0));

const [, , entry, host, port] = process.argv;
if (entry === undefined || host === undefined || port === undefined) {
  throw new Error('web-process.ts needs the standalone server, the host and the port.');
}
await import(entry);

/** The standalone server does not tell when it listens. */
function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

while (!(await answers())) await pause(50);
sendToSupervisor({ type: 'ready' });
