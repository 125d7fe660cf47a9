import type { FunctionalCase } from '@mcp-lab/contracts';
import {
  followRounds,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  mirrorParameters,
  type OpenOptions,
  openSession,
  type Reply,
  type Session,
  type Target,
} from '@mcp-lab/wire';
import { listAll } from '../inspect/list-all.ts';
import { type ClassifiedReply, classifyReply } from './classify-reply.ts';
import type { StepRequest } from './compose-request.ts';

export type Answers = NonNullable<FunctionalCase['answers']>;

/** What a request of a step came to. */
export interface PerformedCall {
  /** The last round's, where the server asked for input. */
  reply: Reply;
  rounds: Reply[];
  classified: ClassifiedReply;
}

/** The end of a child is noticed a little after the end of its output. */
const exitNoticeMs = 1_000;
const closeGraceMs = 1_000;
/** Which capability a client declares that answers a request of the server. */
const capabilityOf: Record<string, string> = {
  'elicitation/create': 'elicitation',
  'sampling/createMessage': 'sampling',
  'roots/list': 'roots',
};

/** A session that behaves as a client would that has the answers of a case. */
export class CaseSession {
  readonly #session: Session;
  readonly #options: OpenOptions;
  #answers: Answers;
  #tools: Promise<JsonObject[]> | undefined;

  private constructor(session: Session, options: OpenOptions, answers: Answers) {
    this.#session = session;
    this.#options = options;
    this.#answers = answers;
  }

  /** `declared`: the methods the client says it can answer. Throws Error when the server does not open the session. */
  static async open(target: Target, options: OpenOptions, declared: readonly string[]): Promise<CaseSession> {
    const names = declared.map((method) => capabilityOf[method]).filter((name) => name !== undefined);
    const clientCapabilities = Object.fromEntries(names.map((name) => [name, {}]));
    let own: CaseSession | undefined;
    const onServerRequest = (request: JsonObject) => own?.answer(request) ?? notFound;
    const session = await openSession(target, { ...options, clientCapabilities, onServerRequest });
    own = new CaseSession(session, options, {});
    const { opening } = session;
    if (opening !== undefined && !isJsonObject(opening.result)) {
      await own.close();
      const { outcome, detail } = classifyReply(opening, {
        method: 'initialize',
        cancelled: false,
        processExited: false,
      });
      throw new Error(`the opening ended with ${outcome}${detail === '' ? '' : ` (${detail})`}`);
    }
    return own;
  }

  get closed(): boolean {
    return this.#session.closed;
  }

  /** Absent on HTTP. */
  get process(): Session['process'] {
    return this.#session.process;
  }

  /** Of the transcript. */
  get connection(): number {
    return this.#session.connection;
  }

  /** Whose answers the server gets from now on. */
  useAnswers(answers: Answers): void {
    this.#answers = answers;
  }

  answer(request: JsonObject): JsonObject {
    if (request.method === 'ping') return { result: {} };
    const answer = this.#answers[String(request.method)];
    return answer === undefined ? notFound : { result: answer as JsonValue };
  }

  async perform({ action, method, params }: StepRequest, timeoutMs: number): Promise<PerformedCall> {
    const headers = action === 'tool' ? await this.#mirroredHeaders(params ?? {}) : {};
    const options = { timeoutMs, signal: this.#options.signal, headers };
    const mayAsk = this.#session.era === 'modern' && Object.keys(this.#answers).length > 0;
    const rounds = mayAsk
      ? (await followRounds(this.#session, method, params ?? {}, (asked) => this.#answerRound(asked), options)).replies
      : [await this.#session.request(method, params, options)];
    const reply = rounds.at(-1) as Reply;
    const cancelled = this.#options.signal?.aborted ?? false;
    const processExited = reply.outcome === 'closed' && (await this.#hasExited());
    return { reply, rounds, classified: classifyReply(reply, { method, cancelled, processExited }) };
  }

  /** The `outputSchema` that the server publishes for a tool. */
  async outputSchemaOf(tool: string): Promise<JsonValue | undefined> {
    return (await this.#published(tool))?.outputSchema;
  }

  async close(): Promise<void> {
    await this.#session.close({ graceMs: closeGraceMs });
  }

  #answerRound(asked: JsonObject): JsonObject | null {
    const answers = Object.entries(asked).map(([key, request]) => {
      const method = isJsonObject(request) ? String(request.method) : '';
      return [key, this.#answers[method] as JsonValue | undefined] as const;
    });
    if (answers.some(([, answer]) => answer === undefined)) return null;
    return Object.fromEntries(answers) as JsonObject;
  }

  /** Only over modern HTTP are arguments repeated in headers. */
  async #mirroredHeaders({ name, arguments: args }: JsonObject): Promise<Record<string, string>> {
    if (this.#session.era !== 'modern' || this.#session.transport === 'stdio') return {};
    const tool = await this.#published(String(name));
    return tool === undefined || !isJsonObject(args) ? {} : mirrorParameters(tool.inputSchema, args);
  }

  async #published(tool: string): Promise<JsonObject | undefined> {
    this.#tools ??= listAll(this.#session, 'tools/list', 'tools');
    return (await this.#tools).find(({ name }) => name === tool);
  }

  async #hasExited(): Promise<boolean> {
    const exited = this.#session.process?.exited.then(() => true);
    if (exited === undefined) return false;
    const { promise: waited, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), exitNoticeMs);
    const result = await Promise.race([exited, waited]);
    clearTimeout(timer);
    return result;
  }
}

const notFound: JsonObject = { error: { code: -32601, message: 'Method not found' } };
