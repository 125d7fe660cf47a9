import { closeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { LineSplitter } from '@mcp-lab/wire/line-splitter';
import { cookieVariable } from '@mcp-lab/wire/process-sweep';
import { type ControlCommand, type ControlReport, controlCommandSchema, maxControlBytes } from './control-message.ts';
import { StdioProxy } from './stdio-proxy.ts';

/** How long a server may take to leave at the end of its stdin: as long as the wire gives any server. */
const graceMs = 2_000;

/** Serves the client on stdin and stdout, under the control of whoever listens on the port that `environment` names. */
export async function runControlledProxy(
  environment: Readonly<Record<string, string | undefined>>,
  controlVariable: string,
): Promise<void> {
  const [port, token = ''] = (environment[controlVariable] ?? '').split(':');
  const control = connect(Number(port), '127.0.0.1');
  control.setNoDelay(true);
  const tell = (report: ControlReport) => void control.write(`${JSON.stringify(report)}\n`);
  // What the lab gave this process as its cookie is found at the beginning of the server's, too.
  const owner = environment[cookieVariable];
  let starting: Promise<StdioProxy> | undefined;
  const perform = async (command: ControlCommand): Promise<void> => {
    if (command.type === 'arm') {
      // What is armed while it starts comes after what it starts with.
      await (await starting)?.arm(command.faults);
      tell({ type: 'armed', seq: command.seq });
      return;
    }
    const { target, faults, seed } = command;
    starting = StdioProxy.start({
      target,
      faults,
      seed,
      owner,
      graceMs,
      input: process.stdin,
      output: process.stdout,
      closeOutput: () => closeSync(1),
      onStderr: (chunk) => void process.stderr.write(chunk),
      onInjected: (injection) => tell({ type: 'injected', injection }),
      onProblem: ({ kind }, reason) => tell({ type: 'problem', kind, reason }),
    });
    const proxy = await starting;
    tell({ type: 'started', pid: proxy.process.pid });
    const { exit, report, stderrTail, wasReset } = await proxy.ended;
    const { code, signal } = exit;
    tell({ type: 'ended', code, signal, needed: report.needed, wasReset, stderrTail: stderrTail.slice(-2_000) });
    leave(control, code ?? 1);
  };
  const fail = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    leave(control, 127);
  };
  const commands = new LineSplitter(maxControlBytes, ({ raw }) => {
    perform(controlCommandSchema.parse(JSON.parse(raw.toString('utf8')))).catch(fail);
  });
  control.on('data', (chunk: Buffer) => commands.push(chunk, 0));
  control.once('error', fail);
  control.once('close', () => {
    if (starting === undefined) process.exit(1);
    starting.then((proxy) => proxy.stop()).catch(fail);
  });
  tell({ type: 'hello', token });
}

/** When all has been told; whoever does not listen is not waited for. */
function leave(control: Socket, code: number): void {
  const exit = () => process.exit(code);
  control.once('close', exit);
  if (control.destroyed) exit();
  else control.end(exit);
}
