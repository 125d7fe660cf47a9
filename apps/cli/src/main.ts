#!/usr/bin/env node
import { randomInt } from 'node:crypto';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import type { CommandContext } from './commands/command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { createTerminal } from './terminal/terminal.ts';
import { UsageError } from './usage-error.ts';

// biome-ignore lint/style/noProcessEnv: the entry file hands the environment on
const environment = process.env;
const terminal = createTerminal(process.stdout, process.stderr, environment);

const interruption = new AbortController();
process.on('SIGINT', () => {
  // The first Ctrl-C ends the run in order, the second leaves at once.
  if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
  terminal.err('\nStopping; press Ctrl-C again to leave at once.\n');
  interruption.abort();
});
process.on('SIGTERM', () => interruption.abort());

const context: CommandContext = {
  terminal,
  environment,
  version: manifest.version,
  argv: process.argv.slice(2),
  signal: interruption.signal,
  randomSeed: () => randomInt(2 ** 32 - 1),
  exit: (code) => {
    process.exitCode = code;
  },
};

type AddCommand = (program: Command, context: CommandContext) => void;

const commands = {
  test: async () => (await import('./commands/test.ts')).addTestCommand,
  inspect: async () => (await import('./commands/inspect.ts')).addInspectCommand,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctorCommand,
  bench: async () => (await import('./commands/bench.ts')).addBenchCommand,
  compare: async () => (await import('./commands/compare.ts')).addCompareCommand,
  checks: async () => (await import('./commands/checks.ts')).addChecksCommand,
  schema: async () => (await import('./commands/schema.ts')).addSchemaCommand,
  generate: async () => (await import('./commands/generate.ts')).addGenerateCommand,
  'fuzz-cases': async () => (await import('./commands/fuzz-cases.ts')).addFuzzCasesCommand,
  diff: async () => (await import('./commands/diff.ts')).addDiffCommand,
  replay: async () => (await import('./commands/replay.ts')).addReplayCommand,
  drift: async () => (await import('./commands/drift.ts')).addDriftCommand,
  compat: async () => (await import('./commands/compat.ts')).addCompatCommand,
  parity: async () => (await import('./commands/parity.ts')).addParityCommand,
  proxy: async () => (await import('./commands/proxy.ts')).addProxyCommand,
  chaos: async () => (await import('./commands/chaos.ts')).addChaosCommand,
} satisfies Record<string, () => Promise<AddCommand>>;

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}

const program = new Command('mcp-lab')
  .description('Tests, torments and measures MCP servers.')
  .version(manifest.version)
  .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  mcp-lab test -- node server.js
  mcp-lab test --url http://127.0.0.1:3001/mcp --header 'Authorization: Bearer …'
  mcp-lab diff base.json head.json
  mcp-lab replay run.json --send
  mcp-lab generate -- node server.js > suite.yaml
  mcp-lab fuzz-cases run.json --into suite.yaml
  mcp-lab test --suite functional --suite-file suite.yaml -- node server.js
  mcp-lab doctor .vscode/mcp.json
  mcp-lab inspect --save-snapshot server.json -- node server.js
  mcp-lab drift server.json -- node server.js
  mcp-lab compat --host claude-code -- node server.js
  mcp-lab parity --and-url http://127.0.0.1:3001/mcp -- node server.js
  mcp-lab chaos --fault kill --fault pause,seconds=5 -- node server.js
  mcp-lab proxy --fault latency,ms=200 -- node server.js
  mcp-lab bench --rate 200 --duration 30s --threshold 'latency: p(95)<500' -- node server.js
  mcp-lab compare --pairs 20 --and-command '["node","new.js"]' -- node old.js
  mcp-lab inspect -- npx -y @modelcontextprotocol/server-everything stdio

Exit codes: 0 all passed · 1 findings at or above --fail-on · 2 usage · 3 the server could not be started or reached
            4 incomplete · 99 a threshold of bench was crossed · 130 interrupted`,
  );
// Each is loaded when it is called: all of them together, and what they need, take most of a second.
const [called = ''] = context.argv;
const wanted = isCommand(called) ? [commands[called]] : Object.values(commands);
for (const load of wanted) (await load())(program, context);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
  else if (error instanceof UsageError) {
    terminal.err(`${error.message}\nmcp-lab --help shows how it is written.\n`);
    process.exitCode = exitCodes.usage;
  } else throw error;
}
