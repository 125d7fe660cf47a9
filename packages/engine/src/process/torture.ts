import type { SuiteInputs } from '@mcp-lab/contracts';
import type {
  BareConnection,
  JsonObject,
  LoadSession,
  OpenOptions,
  ProcessUsage,
  Revision,
  Session,
  Target,
  Transcript,
  TransportKind,
} from '@mcp-lab/wire';
import type { SuiteFinding } from '../run/to-suite-result.ts';
import type { CallableTool } from '../surface/callable-tools.ts';

/** What a look at the server said about one id. */
export type TortureFinding = Pick<SuiteFinding, 'verdict' | 'reason' | 'evidence' | 'severity' | 'level' | 'spec'> & {
  /** Of the result, without `process:`. */
  id: string;
};

/** One id of a torture. */
export interface TortureSubject {
  id: string;
  title: string;
  fix: string;
}

/** One thing that is done to the server; it may answer for several ids. */
export interface Torture {
  subjects: readonly TortureSubject[];
  /** On the others it does not apply, and this says why. */
  transports: readonly TransportKind[];
  elsewhere: string;
  look(scene: TortureScene): Promise<TortureFinding[]>;
}

/** What a torture is handed. */
export interface TortureScene {
  target: Target;
  transport: TransportKind;
  /** The newest the server speaks, and the newest that has sessions. */
  revision: Revision;
  legacyRevision: Revision | undefined;
  inputs: SuiteInputs;
  /** As the server published them. */
  tools: readonly JsonObject[];
  /** Tools that may be called and that answered with a result when they were tried. */
  callable: readonly CallableTool[];
  /** A request that costs the server little. */
  cheapMethod: string;
  transcript: Transcript;
  signal: AbortSignal;
  requestTimeoutMs: number;
  owner: string | undefined;
  /** For a server that is started for it: what its PATH and such are. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Monotonic milliseconds. */
  now(): number;
  /** In [0, 1), seeded. */
  random(): number;
  /** A session, ready for requests, closed when the torture ends. Throws Error where the server does not open one. */
  open(options?: Partial<Omit<OpenOptions, 'transcript'>> & { isRecorded?: boolean }): Promise<Session>;
  /** A legacy session at another address of this machine, that of a server which was started for it. */
  openAt(url: string): Promise<Session>;
  /** The same as `open` for very many calls; nothing of it stands in the transcript. */
  openLoad(): Promise<LoadSession>;
  /** A connection to the server, without a session, that is not read; torn down when the torture ends. Throws WireError. */
  openBare(): Promise<BareConnection>;
  /**
   * What the server uses: of a session over stdio its process and all that it started; over HTTP whoever listens on the
   * port, where that is on this machine. Undefined where that cannot be looked at.
   */
  usageOf(session?: { process: { pid: number } | undefined }): (() => ProcessUsage | null) | undefined;
}

export const stdioOnly: readonly TransportKind[] = ['stdio'];
export const everywhere: readonly TransportKind[] = ['stdio', 'streamable-http', 'http-sse'];
