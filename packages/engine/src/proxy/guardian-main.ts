// Ends what its starter left: waits for the end of its stdin, which comes however the starter ends, also by SIGKILL.
// Argument: the cookie that everything to be ended begins with. What is stopped by SIGSTOP is killed as well.
import { enableCompileCache } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';

enableCompileCache();
const { sweepProcesses } = await import('@mcp-lab/wire/process-sweep');

const quietRounds = 3;
const roundMs = 100;

const [cookiePrefix = ''] = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.stdin.on('error', () => {});
process.stdin.resume();
await new Promise<void>((resolve) => process.stdin.once('close', resolve));
// A proxy that was just starting its server is caught by a later round.
for (let quiet = 0; cookiePrefix !== '' && quiet < quietRounds; quiet++) {
  if (sweepProcesses({ cookiePrefix }) > 0) quiet = 0;
  await wait(roundMs);
}
process.exit(0);
