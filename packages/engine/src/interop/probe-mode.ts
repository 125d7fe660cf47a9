import type { SuiteInputs } from '@mcp-lab/contracts';
import {
  type Frame,
  type JsonObject,
  openSession,
  type Revision,
  revisions,
  type ServerProfile,
  type Session,
  type Target,
  type Transcript,
  WireError,
} from '@mcp-lab/wire';
import { SdkError } from '@modelcontextprotocol/client';
import type { Verdict } from '../check/check.ts';
import type { Surface } from '../inspect/read-surface.ts';
import { readSurface } from '../inspect/read-surface.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import { callableTools } from '../surface/callable-tools.ts';
import { expectedOf, type InteropMode } from './interop-mode.ts';
import { createOfficialSession, type OfficialSession } from './official-session.ts';

export type InteropStep = 'connect' | 'list' | 'call' | 'read' | 'prompt' | 'errors' | 'close';

/** What the official client made of one step. */
export interface StepOutcome {
  step: InteropStep;
  verdict: Exclude<Verdict, 'error'>;
  reason: string;
  evidence: Frame[];
  durationMs: number;
}

export interface ModeProbe {
  mode: InteropMode;
  /** Which the client came to; null where it did not connect. */
  revision: Revision | null;
  steps: StepOutcome[];
}

export interface ProbeSettings {
  target: Target;
  profile: ServerProfile;
  inputs: SuiteInputs;
  requestTimeoutMs: number;
  toolVersion: string;
  /** For the client's own connection and for ours. */
  transcriptFor(mode: InteropMode, revision: Revision): Transcript;
  owner?: string | undefined;
  signal: AbortSignal;
}

/** Has the official client connect in one mode, list, call, read, get and close, and holds it against what our wire sees. */
export async function probeMode(mode: InteropMode, settings: ProbeSettings): Promise<ModeProbe> {
  const { profile, target, requestTimeoutMs, signal, owner, toolVersion } = settings;
  const expected = expectedOf(mode, profile);
  const fallback = expected?.revision ?? profile.legacy.at(-1) ?? profile.modern.at(-1) ?? '2025-11-25';
  const transcript = settings.transcriptFor(mode, fallback);
  const session = createOfficialSession({
    target,
    transport: profile.transport,
    mode,
    transcript,
    openingTimeoutMs: openingTimeoutOf(requestTimeoutMs),
    toolVersion,
    owner,
    signal,
  });
  const probe = new Probe(mode, settings, session, transcript);
  try {
    if (await probe.connect(expected)) await probe.walk();
  } finally {
    await probe.close();
  }
  return { mode, revision: probe.revision, steps: probe.steps };
}

class Probe {
  readonly steps: StepOutcome[] = [];
  revision: Revision | null = null;
  readonly #mode: InteropMode;
  readonly #settings: ProbeSettings;
  readonly #session: OfficialSession;
  readonly #transcript: Transcript;
  /** Our own session at the revision the client came to, opened when there is something to compare. */
  #own: Session | undefined;
  #startedNs = 0;
  #firstSeq = 0;

  constructor(mode: InteropMode, settings: ProbeSettings, session: OfficialSession, transcript: Transcript) {
    this.#mode = mode;
    this.#settings = settings;
    this.#session = session;
    this.#transcript = transcript;
  }

  async connect(expected: ReturnType<typeof expectedOf>): Promise<boolean> {
    const { client } = this.#session;
    this.#begin();
    const failure = await attempt(() => this.#session.connect());
    if (failure !== undefined) {
      if (expected === undefined)
        this.#add(
          'connect',
          'not-applicable',
          `the server does not speak it, as the client says too: ${describe(failure)}`,
        );
      else {
        const spoken = `our wire spoke ${expected.revision} with the server`;
        this.#add('connect', 'fail', `${spoken}, the official client did not connect: ${describe(failure)}`);
      }
      return false;
    }
    const [era, version] = [client.getProtocolEra(), client.getNegotiatedProtocolVersion()];
    this.revision = revisions.find((known) => known === version) ?? null;
    const came = `the client came to ${version ?? 'no revision'} (${era ?? 'no era'})`;
    if (expected === undefined) this.#add('connect', 'warn', `${came}, which our wire did not find`);
    else if (version !== expected.revision) this.#add('connect', 'warn', `${came}, our wire to ${expected.revision}`);
    else this.#add('connect', 'pass', came);
    return true;
  }

  async walk(): Promise<void> {
    const own = await this.#openOwn();
    if (own === undefined) return;
    const surface = await readSurface(own);
    await this.#list(surface);
    await this.#call(surface);
    const [resource] = surface.resources;
    await this.#ask(
      'read',
      'resources/read',
      typeof resource?.uri === 'string' ? { uri: resource.uri } : undefined,
      (params) => this.#session.client.readResource(params as { uri: string }, this.#timeout()),
    );
    const prompt = this.#promptOf(surface);
    await this.#ask('prompt', 'prompts/get', prompt, (params) =>
      this.#session.client.getPrompt(params as { name: string; arguments?: Record<string, string> }, this.#timeout()),
    );
  }

  async close(): Promise<void> {
    await this.#own?.close();
    const { errors } = this.#session;
    const wasConnected =
      this.revision !== null || this.steps.some(({ step, verdict }) => step === 'connect' && verdict === 'warn');
    this.#begin();
    const { failure, report } = await this.#session.close();
    if (!wasConnected) return;
    if (failure !== undefined) this.#add('close', 'warn', `closing failed: ${describe(failure)}`);
    else if (report === undefined) this.#add('close', 'pass', 'the client closed');
    else this.#closeOf(report);
    if (errors.length === 0) this.#add('errors', 'pass', 'the client reported nothing out of the ordinary');
    else {
      const said = [...new Set(errors.map(describe))];
      const more = said.length > 3 ? `, and ${said.length - 3} more` : '';
      this.#add('errors', 'warn', `the client reported: ${said.slice(0, 3).join('; ')}${more}`);
    }
  }

  #closeOf({ needed, orphans }: NonNullable<Awaited<ReturnType<OfficialSession['close']>>['report']>): void {
    const left = orphans > 0 ? `, and left ${orphans} processes behind that had to be killed` : '';
    if (needed === 'eof' && orphans === 0) this.#add('close', 'pass', 'the server left when its input ended');
    else if (needed === 'gone') this.#add('close', 'warn', `the server had left before its input ended${left}`);
    else if (needed === 'eof') this.#add('close', 'warn', `the server left when its input ended${left}`);
    else
      this.#add(
        'close',
        'warn',
        `the server did not leave when its input ended: it took SIG${needed.toUpperCase()}${left}`,
      );
  }

  async #list(surface: Surface): Promise<void> {
    const { client } = this.#session;
    const bypass = { ...this.#timeout(), cacheMode: 'bypass' as const };
    const offered = client.getServerCapabilities() ?? {};
    this.#begin();
    const counts: string[] = [];
    const missing: string[] = [];
    const compare = (what: string, own: readonly JsonObject[], key: string, theirs: readonly object[]) => {
      counts.push(`${theirs.length} ${what}`);
      const names = new Set(theirs.map((entry) => (entry as Record<string, unknown>)[key]));
      missing.push(...own.filter((entry) => !names.has(entry[key])).map((entry) => `${what} ${String(entry[key])}`));
    };
    const failure = await attempt(async () => {
      if (offered.tools) compare('tools', surface.tools, 'name', (await client.listTools({}, bypass)).tools);
      if (offered.resources) {
        compare('resources', surface.resources, 'uri', (await client.listResources({}, bypass)).resources);
        const { resourceTemplates } = await client.listResourceTemplates({}, bypass);
        compare('resource templates', surface.resourceTemplates, 'uriTemplate', resourceTemplates);
      }
      if (offered.prompts) compare('prompts', surface.prompts, 'name', (await client.listPrompts({}, bypass)).prompts);
    });
    if (failure !== undefined)
      this.#add('list', 'fail', `our wire read the lists, the official client did not: ${describe(failure)}`);
    else if (missing.length > 0) {
      const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
      this.#add(
        'list',
        'fail',
        `the official client leaves out what our wire was given: ${missing.slice(0, 5).join(', ')}${more}`,
      );
    } else if (counts.length === 0) this.#add('list', 'not-applicable', 'the server offers no lists');
    else this.#add('list', 'pass', `the client lists ${counts.join(', ')}, as our wire does`);
  }

  /** Every callable tool once: what the client refuses is often the schema of just one. */
  async #call(surface: Surface): Promise<void> {
    const callable = callableTools(surface.tools, this.#settings.inputs);
    const { client } = this.#session;
    this.#begin();
    if (callable.length === 0) {
      this.#add(
        'call',
        'untestable',
        'no tool declares readOnlyHint and none was named: name one under tools in a suite file',
      );
      return;
    }
    const refused: string[] = [];
    const errors: string[] = [];
    for (const { name, arguments: args } of callable.slice(0, maxCalls)) {
      if (this.#settings.signal.aborted) break;
      const failure = await attempt(async () => {
        const result = await client.callTool({ name, arguments: args }, this.#timeout());
        if ('isError' in result && result.isError === true) errors.push(name);
      });
      if (failure === undefined) continue;
      const ours = await this.#own?.request('tools/call', { name, arguments: args });
      if (ours?.result === undefined) errors.push(name);
      else refused.push(`${name} (${describe(failure)})`);
    }
    const said = errors.length > 0 ? `; ${errors.length} answered with an error, which is theirs to give` : '';
    const tried = Math.min(callable.length, maxCalls);
    if (refused.length === 0) this.#add('call', 'pass', `${tried} tools were called${said}`);
    else {
      const more = refused.length > 3 ? ` and ${refused.length - 3} more` : '';
      this.#add(
        'call',
        'fail',
        `the server answers our wire, but the official client throws on ${refused.slice(0, 3).join('; ')}${more}`,
      );
    }
  }

  async #ask(
    step: 'read' | 'prompt',
    method: string,
    params: JsonObject | undefined,
    ask: (params: JsonObject) => Promise<unknown>,
  ): Promise<void> {
    this.#begin();
    if (params === undefined) {
      this.#add(
        step,
        'not-applicable',
        step === 'read' ? 'the server lists no resource' : 'the server lists no prompt that needs no arguments',
      );
      return;
    }
    const failure = await attempt(() => ask(params));
    const named = String(params.uri ?? params.name);
    if (failure === undefined) {
      this.#add(step, 'pass', `${method} of ${named} gave a result`);
      return;
    }
    const ours = await this.#own?.request(method, params);
    if (ours?.result === undefined) this.#add(step, 'info', `${named} is refused to both: ${describe(failure)}`);
    else
      this.#add(
        step,
        'fail',
        `${named}: the server answers our wire, the official client throws: ${describe(failure)}`,
      );
  }

  #promptOf({ prompts }: Surface): JsonObject | undefined {
    const free = prompts.find(({ arguments: list }) => {
      return (
        !Array.isArray(list) ||
        list.every(
          (item) => typeof item !== 'object' || item === null || !('required' in item) || item.required !== true,
        )
      );
    });
    return typeof free?.name === 'string' ? { name: free.name } : undefined;
  }

  async #openOwn(): Promise<Session | undefined> {
    const { target, profile, requestTimeoutMs, owner, signal } = this.#settings;
    if (this.revision === null) return undefined;
    try {
      this.#own = await openSession(target, {
        revision: this.revision,
        transport: profile.transport,
        transcript: this.#settings.transcriptFor(this.#mode, this.revision),
        requestTimeoutMs,
        openingTimeoutMs: openingTimeoutOf(requestTimeoutMs),
        owner,
        signal,
      });
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
    }
    return this.#own;
  }

  #timeout() {
    return { timeout: this.#settings.requestTimeoutMs, signal: this.#settings.signal };
  }

  #begin(): void {
    this.#startedNs = this.#transcript.now();
    this.#firstSeq = this.#transcript.frames.length;
  }

  #add(step: InteropStep, verdict: StepOutcome['verdict'], reason: string): void {
    const { connection } = this.#session;
    const durationMs = (this.#transcript.now() - this.#startedNs) / 1e6;
    const isFinding = verdict === 'fail' || verdict === 'warn';
    const own = this.#transcript.frames.slice(this.#firstSeq).filter((frame) => frame.connection === connection);
    const evidence = isFinding ? own.filter(({ kind }) => kind !== 'stderr').slice(-maxEvidence) : [];
    this.steps.push({ step, verdict, reason, evidence, durationMs });
  }
}

const maxCalls = 20;
const maxEvidence = 12;

async function attempt(perform: () => Promise<unknown>): Promise<Error | undefined> {
  try {
    await perform();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function describe(error: Error): string {
  const code = error instanceof SdkError ? `${error.code}: ` : '';
  const text = `${code}${error.message}`.replaceAll(/\s+/g, ' ');
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}
