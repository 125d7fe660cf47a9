import { type LoadCall, loadCallSchema, type Threshold } from '@mcp-lab/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import { parseCount, parsePositive } from '../number-options.ts';
import { collectWith, parseSeconds } from '../target-options.ts';
import { UsageError } from '../usage-error.ts';

interface Stage {
  seconds: number;
  target: number;
}

/** The flags that say what load is put on. */
export interface LoadOptions {
  profile?: string;
  vus?: number;
  duration?: number;
  iterations?: number;
  iterationsPerVu?: number;
  rate?: number;
  maxVus?: number;
  stage: Stage[];
  findKnee: boolean;
  maxRate?: number;
  step?: number;
  objective: string[];
  tool: string[];
  args: string[];
  sessions?: number | 'per-vu';
  thinkTime?: { min: number; max: number };
  warmUp?: number;
  threshold: Pick<Threshold, 'metric' | 'expression'>[];
  abortOnFail: boolean;
  soak: boolean;
  hours?: number;
}

export function addLoadOptions(command: Command): Command {
  return command
    .option('--profile <file>', 'a load profile, or a suite file with load: (YAML or JSON), or the JSON itself')
    .option('--vus <n>', 'users who make one call after another', parseCount)
    .option('--duration <time>', 'such as 30s, 5m or 2h (default 10s)', parseDuration)
    .option('--iterations <n>', 'end after so many calls in all', parseCount)
    .option('--iterations-per-vu <n>', 'end after so many calls of each user', parseCount)
    .option('--rate <n>', 'start so many calls a second, whatever the server does', parsePositive)
    .option('--max-vus <n>', 'with --rate: calls under way at the most', parseCount)
    .option(
      '--stage <time:target>',
      'go to this many users (or calls/s with --rate); repeatable',
      collectWith(parseStage),
      [],
    )
    .option('--find-knee', 'raise the rate until the objective breaks', false)
    .option('--max-rate <n>', 'with --find-knee: do not go higher', parsePositive)
    .option('--step <time>', 'with --find-knee: how long each rate is held', parseDuration)
    .option(
      "--objective <'metric: expression'>",
      'with --find-knee: what has to hold; repeatable',
      collectWith(String),
      [],
    )
    .option('--tool <name>', 'a tool to call; repeatable. Default: all that may be called', collectWith(String), [])
    .option('--args <json>', 'arguments of the --tool before it; repeatable', collectWith(String), [])
    .option('--sessions <n>', 'sessions or processes, shared by all users; per-vu: one for each', parseSessions)
    .option('--think-time <ms>', 'pause of a user between calls, such as 100 or 50-200', parseThinkTime)
    .option('--warm-up <time>', 'load before the measuring begins', parseDuration)
    .option(
      "--threshold <'metric: expression'>",
      "such as 'latency: p(95)<500' or 'failed: rate<0.01'; repeatable",
      collectWith(parseThresholdOption),
      [],
    )
    .option('--abort-on-fail', 'end the run as soon as a --threshold is crossed', false)
    .option('--soak', 'a steady load for hours that looks for drift in the server', false)
    .option('--hours <n>', 'with --soak (default 1)', parsePositive);
}

/** `--tool a --args '{}' --tool b`: the arguments stand behind the tool they are of, so the order of the words counts. */
export function pairCalls(argv: readonly string[]): LoadCall[] {
  const calls: { tool: string; arguments: unknown }[] = [];
  for (let index = 0; index < argv.length && argv[index] !== '--'; index++) {
    const [flag = '', inline] = splitFlag(argv[index] ?? '');
    if (flag !== '--tool' && flag !== '--args') continue;
    const value = inline ?? argv[++index] ?? '';
    if (flag === '--tool') calls.push({ tool: value, arguments: {} });
    else {
      const last = calls.at(-1);
      if (last === undefined) throw new UsageError('--args stands behind the --tool whose arguments they are.');
      last.arguments = parseJson(value);
    }
  }
  return calls.map((call) => loadCallSchema.parse(call));
}

function splitFlag(word: string): [flag: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at < 0 || !word.startsWith('--') ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function parseJson(text: string): Record<string, unknown> {
  const fail = () => new UsageError(`--args ${text}: write a JSON object, such as '{"text":"hello"}'.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fail();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fail();
  return value as Record<string, unknown>;
}

/** Seconds. */
function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const factor = { ms: 0.001, s: 1, m: 60, h: 3_600 }[match?.[2] ?? 's'] ?? 1;
  if (match === null) throw new InvalidArgumentError('Write it as 500ms, 30s, 5m or 2h.');
  return parseSeconds(String(Number(match[1]) * factor));
}

function parseStage(text: string): Stage {
  const at = text.lastIndexOf(':');
  const target = Number(text.slice(at + 1));
  if (at < 1 || !(target >= 0)) throw new InvalidArgumentError('Write it as 30s:100.');
  return { seconds: parseDuration(text.slice(0, at)), target };
}

function parseSessions(text: string): number | 'per-vu' {
  return text === 'per-vu' ? text : parseCount(text);
}

function parseThinkTime(text: string): { min: number; max: number } {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text.trim());
  if (match === null) throw new InvalidArgumentError('Write it in milliseconds: 100, or 50-200.');
  return { min: Number(match[1]), max: Number(match[2] ?? match[1]) };
}

function parseThresholdOption(text: string): Pick<Threshold, 'metric' | 'expression'> {
  const match = /^([^{:]*(?:\{[^}]*\})?[^:]*):(.*)$/s.exec(text);
  if (match === null) throw new InvalidArgumentError("Write it as 'metric: expression', such as 'latency: p(95)<500'.");
  return { metric: (match[1] ?? '').trim(), expression: (match[2] ?? '').trim() };
}
