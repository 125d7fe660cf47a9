import type { CallRole, SuiteInputs, TriggerKind } from '@mcp-lab/contracts';
import type {
  Frame,
  JsonObject,
  OpenOptions,
  Reply,
  Revision,
  ServerProfile,
  Session,
  Target,
  Transcript,
  TransportKind,
} from '@mcp-lab/wire';
import type { CallableTool } from '../surface/callable-tools.ts';

export type Level = 'MUST' | 'SHOULD' | 'MAY';
/** Only `pass` counts as pass. `error` is our own harness failing. */
export type Verdict = 'pass' | 'fail' | 'warn' | 'info' | 'not-applicable' | 'untestable' | 'error';

/** The catalogue's sections; a check's folder has the same name. */
export type Area =
  | 'jsonrpc'
  | 'lifecycle'
  | 'transport-stdio'
  | 'transport-http'
  | 'transport-sse'
  | 'security'
  | 'tools'
  | 'resources'
  | 'prompts'
  | 'completion'
  | 'logging'
  | 'progress'
  | 'cancellation'
  | 'pagination'
  | 'caching'
  | 'subscriptions'
  | 'mrtr'
  | 'elicitation'
  | 'sampling'
  | 'tasks'
  | 'auth'
  | QualityArea;

/** What the specification does not ask for; reported apart from conformance. */
export type QualityArea = 'robustness' | 'performance' | 'reliability' | 'quality';

/**
 * One requirement. One file a check, named after its id.
 */
export interface Check {
  /** The id of the catalogue, for example `rpc-id-type-preserved`. */
  id: string;
  area: Area;
  title: string;
  /** The keyword for the server; a function where it changed between revisions. A violated MUST fails, a SHOULD warns, a MAY informs. */
  level: Level | ((revision: Revision) => Level);
  /** Derived levels: `json-rpc` or `schema` inherited, `duty` observed from a client's duty. Absent = written out for the server. */
  derived?: 'json-rpc' | 'duty';
  revisions: readonly Revision[];
  transports: readonly TransportKind[];
  /**
   * `tour`: judges the frames of the shared opening tour and of everything else in the run, sends nothing itself.
   * `session`: opens sessions of its own.
   */
  isolation: 'tour' | 'session';
  /** What it judges is shown only when calls that ask, or calls that run as tasks, are made on its behalf. */
  exercise?: 'asking' | 'tasks';
  /** For checks that take longer than others. Default: the deadline of the run's checks. */
  deadlineMs?(inputs: SuiteInputs): number;
  /** Runs last, alone, and only when side effects are allowed. */
  destructive?: boolean;
  /**
   * Runs after those that run side by side, with nothing beside it: what it brings about would be seen by others, or it
   * measures, or watches for effects.
   */
  alone?: boolean;
  /**
   * What a check that runs alone, or is destructive, needs quiet. `server`: nothing else may use its server; over stdio
   * it starts processes of its own, so that others of the kind may run beside it. `others`: nothing else may run, but
   * itself at another revision may. Default: nothing at all may run beside it.
   */
  quiet?: 'server' | 'others';
  /**
   * Default: at the newest modern and the newest legacy revision that both the check and the server know.
   * `all-revisions`: at every revision both know. Checks with isolation `tour` always do that.
   */
  scope?: 'all-revisions';
  /** Path below the specification root, `{revision}` already left out: `basic/index#messages`. */
  spec: string;
  /** What the server's author should do about a finding, a sentence or two. */
  fix: string;
  run(context: CheckContext): Promise<CheckOutcome> | CheckOutcome;
}

export interface CheckOutcome {
  verdict: Exclude<Verdict, 'error'>;
  /** What was expected and what came, in one or two sentences; for `untestable` and `not-applicable` the reason. */
  reason: string;
  /** The frames that show it. */
  evidence?: readonly Frame[];
}

/** What a check is handed: one server, one transport, one revision. */
export interface CheckContext {
  readonly target: Target;
  readonly profile: ServerProfile;
  readonly transport: TransportKind;
  readonly revision: Revision;
  readonly transcript: Transcript;
  /** The frames of the shared tour at this revision, and all other frames of the run so far at this revision. */
  readonly tour: Tour;
  readonly signal: AbortSignal;
  /** Seeded; the same seed gives the same numbers in the same check. In [0, 1). */
  random(): number;
  /** A session of this check's own, closed by the runner when the check ends however it ends. */
  open(options?: Partial<Omit<OpenOptions, 'transcript'>>): Promise<Session>;
  /**
   * A session at this revision that other checks use at the same time, opened once: for requests that are well-formed
   * and change nothing for others. Do not close it, do not send notifications/cancelled for others' ids, do not count
   * on silence. A finding made while it broke is judged again on a session of its own.
   */
  shared(): Promise<Session>;
  /**
   * A ready session at this revision that no other check uses until this one ends, and that another may have used
   * before: for what is malformed, where it need not be fresh and no client capabilities matter. Do not close it.
   * Over HTTP it is one of its own. A finding made on one that was used before is judged again on one of its own.
   */
  borrow(): Promise<Session>;
  /**
   * A plain GET of an absolute http(s) URL that the server names, under the same guard as every connection of the run;
   * not part of the transcript. Only where the user allowed it: `inputs.allow.network`.
   */
  fetchPublic(url: string): Promise<Pick<Reply, 'outcome' | 'status' | 'failure'>>;
  /** What the user told about the server. */
  readonly inputs: SuiteInputs;
  /** The tools that may be called at this revision, with arguments. */
  readonly callable: readonly CallableTool[];
  /** The call the user named for a behaviour. */
  call(role: CallRole): { name: string; arguments: JsonObject } | undefined;
  /** How the user says a change is made to happen. */
  trigger(kind: TriggerKind): { name: string; arguments: JsonObject; uri?: string } | undefined;
  /** Shorter to write: verdict by the check's level. `violated('…')` is fail, warn or info. */
  violated(reason: string, evidence?: readonly (Frame | undefined)[]): CheckOutcome;
  passed(reason: string, evidence?: readonly (Frame | undefined)[]): CheckOutcome;
  /** For a finding weaker than the level, for example silence on stdio. */
  warned(reason: string, evidence?: readonly (Frame | undefined)[]): CheckOutcome;
  informed(reason: string, evidence?: readonly (Frame | undefined)[]): CheckOutcome;
  notApplicable(reason: string): CheckOutcome;
  untestable(reason: string): CheckOutcome;
  /** The precondition is missing: names what to write in the suite file, for example `calls.slow`. */
  needsCall(role: CallRole): CheckOutcome;
  needsTrigger(kind: TriggerKind): CheckOutcome;
}

/**
 * An ordinary client's walk through the server at one revision: open, list everything, ping, one unknown method, close;
 * at the revisions that are judged in full also calls of the callable tools, with and without progress token and log
 * level, reads, prompts and completions.
 */
export interface Tour {
  readonly capabilities: JsonObject;
  readonly tools: readonly JsonObject[];
  readonly resources: readonly JsonObject[];
  readonly resourceTemplates: readonly JsonObject[];
  readonly prompts: readonly JsonObject[];
  /** Frames of every connection of this run at this revision so far: the tour and the checks before. Checks with isolation `tour` run after all others. */
  frames(): readonly Frame[];
  /** For a response frame the request it answers: its method and the frame, or undefined for an unsolicited one. */
  requestOf(response: Frame): { method: string; frame: Frame } | undefined;
  /** True for connections on which only well-formed traffic was sent. */
  isOrdinary(connection: number): boolean;
}
