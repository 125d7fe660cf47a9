import type { Frame, HttpTarget, Revision, StdioTarget, Target } from '@mcp-lab/wire';
import { framesOfConnection } from './frames-of-connection.ts';
import { quoteShell } from './quote-shell.ts';
import type { Disclosure } from './redact-target.ts';
import type { Repro } from './result.ts';
import type { RunKind } from './run-document.ts';

interface Finding {
  checkId: string;
  revision: Revision;
  evidence: readonly Frame[];
  /** The suite file a functional case stands in; absent for a check. */
  suiteFile?: string;
  /** Which suite repeats it, where it is not the usual one. */
  suite?: Exclude<RunKind, 'conformance' | 'functional'>;
  /** What else that needs. */
  options?: readonly string[];
  /** The words of a command of its own that repeats it, where that is not `test`. */
  command?: readonly string[];
}

/** Longer inputs are not copied by hand: the lab's own command is. */
const maxReproBytes = 8_000;

export function buildRepro(
  source: { disclosure: Disclosure; seed: number; frames: readonly Frame[] },
  { checkId, revision, evidence, suiteFile, suite: named, options: more = [], command }: Finding,
): Repro {
  const { target, redact } = source.disclosure;
  const suite = suiteFile === undefined ? [] : ['--suite', 'functional', '--suite-file', suiteFile];
  const other = [...(named === undefined ? suite : ['--suite', named]), ...more];
  const what = command ?? ['test', ...other, '--only', checkId];
  const options = [...what.map(redact), '--revision', revision, '--seed', String(source.seed)];
  const repro: Repro = { cli: `mcp-lab ${words(options)} ${targetWords(target)}`, curl: null, shell: null };
  const shown = decisiveFrame(evidence);
  if (shown === undefined) return repro;
  if (target.kind === 'http') repro.curl = buildCurl(target, source.frames, shown, redact);
  else repro.shell = buildPipe(target, source.frames, shown, redact);
  return repro;
}

/** The last thing sent that is evidence, else the last thing received. */
function decisiveFrame(evidence: readonly Frame[]): Frame | undefined {
  const messages = evidence.filter((frame) => frame.kind === 'message' || frame.kind === 'http-request');
  return messages.findLast((frame) => frame.direction === 'sent') ?? messages.at(-1) ?? evidence.at(-1);
}

/** Everything sent on the connection up to the decisive line, piped in; the pause keeps stdin open for the answers. */
function buildPipe(
  target: StdioTarget,
  frames: readonly Frame[],
  shown: Frame,
  redact: (text: string) => string,
): string | null {
  const lines = framesOfConnection(frames, shown.connection)
    .filter(({ seq, direction, kind }) => seq <= shown.seq && direction === 'sent' && kind === 'message')
    .map((frame) => quoteShell(redact(Buffer.from(frame.raw).toString('utf8'))));
  if (lines.length === 0 || lines.join(' ').length > maxReproBytes) return null;
  return `(printf '%s\\n' ${lines.join(' ')}; sleep 2) | ${commandWords(target)}`;
}

/** The exchange as curl; a session id is fetched first where the exchange used one. */
function buildCurl(
  target: HttpTarget,
  frames: readonly Frame[],
  shown: Frame,
  redact: (text: string) => string,
): string | null {
  const onConnection = framesOfConnection(frames, shown.connection).filter(({ direction }) => direction === 'sent');
  const head = onConnection.findLast((frame) => frame.kind === 'http-request' && frame.stream === shown.stream);
  if (head === undefined) return null;
  const usesSession = headersOf(head).some(([name]) => name.toLowerCase() === 'mcp-session-id');
  const exchange = curlOf(target, onConnection, head, redact, usesSession);
  if (exchange.length > maxReproBytes) return null;
  const first = onConnection.find((frame) => frame.kind === 'http-request');
  if (!usesSession || first === undefined || first === head) return exchange;
  const opening = curlOf(target, onConnection, first, redact, false).replace(
    /^curl -sS -i/,
    'curl -sS -o /dev/null -D -',
  );
  const pickId = `awk 'tolower($1) == "mcp-session-id:" { print $2 }'`;
  return `SESSION=$(${opening} | tr -d '\\r' | ${pickId}); ${exchange}`;
}

function curlOf(
  target: HttpTarget,
  onConnection: readonly Frame[],
  head: Frame,
  redact: (text: string) => string,
  withSession: boolean,
): string {
  const body = onConnection.find((frame) => frame.kind === 'message' && frame.stream === head.stream);
  const secretNames = new Map(Object.entries(target.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const headers = headersOf(head).flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    if (['content-length', 'connection', 'transfer-encoding', 'accept-encoding', 'keep-alive'].includes(lower))
      return [];
    if (lower === 'host' && value === URL.parse(target.url)?.host) return [];
    if (lower === 'mcp-session-id' && withSession) return ['-H', `"${name}: $SESSION"`];
    // A placeholder stands for a shell variable, so it must not be in single quotes.
    const placeholder = secretNames.get(lower);
    // A check may have sent another value than the target's own: a probe token, say.
    const isTargets = value.length < 6 || isWhollySecret(redact(value));
    if (placeholder !== undefined && isTargets) return ['-H', `"${name}: ${placeholder}"`];
    return ['-H', quoteShell(`${name}: ${redact(value)}`)];
  });
  // curl adds these of its own accord; an empty value keeps them away.
  const present = new Set(headersOf(head).map(([name]) => name.toLowerCase()));
  for (const name of ['Accept', ...(body ? ['Content-Type'] : [])]) {
    if (!present.has(name.toLowerCase())) headers.push('-H', `'${name}:'`);
  }
  const method = head.http?.method ?? 'POST';
  const data = body ? ['--data-binary', quoteShell(redact(Buffer.from(body.raw).toString('utf8')))] : [];
  const url = quoteShell(redact(head.http?.url ?? target.url));
  return [
    'curl -sS -i',
    ...(method === 'POST' && body ? [] : ['-X', quoteShell(method)]),
    ...headers,
    ...data,
    url,
  ].join(' ');
}

function isWhollySecret(redacted: string): boolean {
  return /^\[redacted [^\]]*\]$/.test(redacted);
}

function headersOf(head: Frame): [name: string, value: string][] {
  return head.http?.headers ?? [];
}

function targetWords(target: Target): string {
  if (target.kind === 'stdio') return `${envOptions(target)}-- ${words([target.command, ...target.args])}`;
  const headers = Object.entries(target.headers).map(([name, value]) => `--header "${name}: ${value}" `);
  return `${headers.join('')}--url ${quoteShell(target.url)}`;
}

function envOptions(target: StdioTarget): string {
  return ownVariables(target)
    .map(([name, value]) => `--env "${name}=${value}" `)
    .join('');
}

function commandWords(target: StdioTarget): string {
  const variables = ownVariables(target).map(([name, value]) => `${name}="${value}" `);
  const command = `${variables.join('')}${words([target.command, ...target.args])}`;
  return target.cwd === undefined ? command : `(cd ${quoteShell(target.cwd)} && ${command})`;
}

/** The ones the user set for this server; their values are placeholders by now. */
function ownVariables(target: StdioTarget): [name: string, value: string][] {
  return Object.entries(target.env).filter(([, value]) => value.startsWith('$'));
}

function words(list: readonly string[]): string {
  return list.map(quoteShell).join(' ');
}
