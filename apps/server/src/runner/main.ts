// The process that talks to targets: no database, no secret key, only what its worker writes to its stdin.
import { killLiveProcesses } from '@mcp-lab/wire';
import { LineSplitter } from '@mcp-lab/wire/line-splitter';
import { diagnoseTarget } from './diagnose-target.ts';
import { KeptServer } from './kept-server.ts';
import { type Command, commandSchema } from './protocol.ts';
import { createReportWriter } from './report-writer.ts';
import { runSuite } from './run-suite.ts';

const maxCommandBytes = 8 * 1024 * 1024;
const flushMs = 1_000;

const send = createReportWriter(process.stdout);
const kept = new Map<string, KeptServer>();
const cancelRun = new AbortController();

function leave(code: number): void {
  killLiveProcesses();
  process.exit(code);
}

/** Leaves when the worker has been handed everything: an exit throws away what still waits in the pipe. */
function leaveWhenTold(code: number): void {
  process.stdout.write('', () => leave(code));
}

/** Tells the worker what broke; targets die with this process. */
function fail(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // The worker may no longer read: then it knows by the exit.
  setTimeout(() => leave(1), flushMs);
  void send({ type: 'broken', message }).then(() => leaveWhenTold(1));
}

async function perform(command: Command): Promise<void> {
  if (command.type === 'run') {
    await runSuite(command, send, cancelRun.signal);
    leaveWhenTold(0);
  } else if (command.type === 'diagnose') {
    await diagnoseTarget(command, send, cancelRun.signal);
    leaveWhenTold(0);
  } else if (command.type === 'cancel') {
    cancelRun.abort();
  } else if (command.type === 'keep') {
    const server = new KeptServer(command, (report) => void send(report));
    kept.set(command.key, server);
    await server.start();
  } else if (command.type === 'check') {
    await kept.get(command.key)?.check(command.id);
  } else if (command.type === 'call') {
    await kept.get(command.key)?.call(command.id, command.call);
  } else {
    const server = kept.get(command.key);
    // At once: a new one under the same key may come while the old one is still leaving.
    kept.delete(command.key);
    await server?.stop();
  }
}

const commands = new LineSplitter(maxCommandBytes, (line) => {
  perform(commandSchema.parse(JSON.parse(line.raw.toString('utf8')))).catch(fail);
});
process.stdin.on('data', (chunk: Buffer) => commands.push(chunk, 0));
// The worker is gone, however it ended: nothing it started may stay.
process.stdin.once('end', () => leave(0));
process.stdin.once('error', () => leave(0));
process.stdout.once('error', () => leave(0));
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.once('SIGTERM', () => leave(0));
// Ctrl-C reaches the whole group of the terminal; the supervisor decides when to leave.
process.on('SIGINT', () => {});
