import { randomUUID } from 'node:crypto';
import { closeSync } from 'node:fs';
import { constants } from 'node:os';
import { FaultError } from '@mcp-lab/engine/proxy/fault-error';
import { FaultLedger } from '@mcp-lab/engine/proxy/fault-ledger';
import { faultTable } from '@mcp-lab/engine/proxy/fault-table';
import { createFrameRecorder, type FrameRecorder } from '@mcp-lab/engine/proxy/frame-recorder';
import { HttpProxy } from '@mcp-lab/engine/proxy/http-proxy';
import { startGuardian } from '@mcp-lab/engine/proxy/start-guardian';
import { StdioProxy } from '@mcp-lab/engine/proxy/stdio-proxy';
import { cookieVariable, WireError } from '@mcp-lab/wire';
import { type Command, Option } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addFaultOptions, type FaultOptions, faultsOf } from '../fault-options.ts';
import { ensureWritable } from '../files.ts';
import { integerBetween } from '../number-options.ts';
import { collectWith, parseSeed, parseVariable } from '../target-options.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

interface ProxyOptions extends FaultOptions {
  url?: string;
  port?: number;
  transport?: 'streamable-http' | 'http-sse';
  env: [name: string, value: string][];
  seed?: number;
  record?: string;
  listFaults: boolean;
}

export function addProxyCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('proxy')
    .description('stand between any client and a server and bring about faults; without any it changes nothing')
    .argument('[command...]', 'after --: the command that starts a stdio server; clients start the proxy in its place')
    .option('--url <url>', 'a server that is reached by URL; clients are given the address that is printed')
    .option('--port <n>', 'with --url: where to listen on 127.0.0.1; default a free one', integerBetween(0, 65_535))
    .addOption(
      new Option('--transport <name>', 'with --url: which HTTP transport it is').choices([
        'streamable-http',
        'http-sse',
      ]),
    )
    .option(
      '--env <K=V>',
      'a variable for the server, beside the whole environment; repeatable',
      collectWith(parseVariable),
      [],
    )
    .option('--seed <n>', 'repeat the same random choices', parseSeed)
    .option('--list-faults', 'print all faults and what they take, as Markdown', false)
    .option('--record <file>', 'write every message that comes to the proxy as a line of JSON');
  addFaultOptions(command).action(async (argv: string[], options: ProxyOptions) => {
    if (options.listFaults) return context.terminal.out(faultTable());
    try {
      context.exit(await runProxy(argv, options, context));
    } catch (error) {
      if (error instanceof FaultError) throw new UsageError(error.message);
      if (!(error instanceof WireError)) throw error;
      context.terminal.err(`${error.message}\n${error.hint}\n`);
      context.exit(exitCodes.unreachable);
    }
  });
}

async function runProxy(argv: string[], options: ProxyOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const faults = faultsOf(options);
  const seed = options.seed ?? context.randomSeed();
  const [program, ...args] = argv;
  if ((options.url === undefined) === (program === undefined)) {
    throw new UsageError('Give either --url URL or -- COMMAND ARGS...');
  }
  if (options.record !== undefined) ensureWritable(options.record);
  const recorder = options.record === undefined ? undefined : await createFrameRecorder(options.record);
  const ledger = new FaultLedger();
  const common = {
    faults,
    seed,
    recorder,
    onInjected: (injection: Parameters<FaultLedger['add']>[0]) => ledger.add(injection),
  };
  if (faults.length > 0) terminal.err(`Faults: ${faults.map(({ kind }) => kind).join(', ')}; seed ${seed}\n`);
  const code =
    program === undefined
      ? await standBeforeUrl(options.url ?? '', options, common, context)
      : await standBeforeCommand({ command: program, args, env: options.env }, common, context);
  await recorder?.close();
  if (faults.length > 0) terminal.err(`Injected: ${ledger.describe()}\n`);
  return code;
}

type Common = Pick<Parameters<typeof StdioProxy.start>[0], 'faults' | 'seed' | 'onInjected'> & {
  recorder: FrameRecorder | undefined;
};

async function standBeforeUrl(url: string, options: ProxyOptions, common: Common, context: CommandContext) {
  const { terminal, signal } = context;
  const proxy = await HttpProxy.start({
    ...common,
    url,
    port: options.port,
    transport: options.transport,
    onProblem: (reason) => terminal.err(`${reason}\n`),
  });
  terminal.err(`Listening on ${proxy.url} before ${url}; Ctrl-C ends it.\n`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await proxy.close();
  return exitCodes.passed;
}

/** The exit code is that of the server, as if it had been started itself. */
async function standBeforeCommand(
  { command, args, env }: { command: string; args: string[]; env: [string, string][] },
  common: Common,
  { terminal, environment, signal }: CommandContext,
): Promise<number> {
  // Whoever started the proxy finds by its own cookie also what the proxy starts.
  const owner = `${environment[cookieVariable] ?? 'proxy'}:${randomUUID()}`;
  const own = Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const guardian = await startGuardian(owner);
  try {
    const proxy = await StdioProxy.start({
      ...common,
      target: { kind: 'stdio', command, args, env: { ...Object.fromEntries(own), ...Object.fromEntries(env) } },
      owner,
      input: process.stdin,
      output: process.stdout,
      closeOutput: () => closeSync(1),
      onStderr: (chunk) => void process.stderr.write(chunk),
      onProblem: (fault, reason) => terminal.err(`${fault.kind}: ${reason}\n`),
    });
    signal.addEventListener('abort', () => proxy.stop(), { once: true });
    const { exit } = await proxy.ended;
    process.stdin.destroy();
    return exit.code ?? 128 + (exit.signal === null ? 0 : constants.signals[exit.signal]);
  } finally {
    await guardian.release();
  }
}
