import type { Confidence, SecuritySettings } from '@mcp-lab/contracts';
import type { Frame, JsonObject, OpenOptions, Reply, Revision, ServerProfile, Session, Target } from '@mcp-lab/wire';
import type { Verdict } from '../check/check.ts';
import type { SurfaceSnapshot } from '../drift/snapshot.ts';
import type { Surface } from '../inspect/read-surface.ts';
import type { Severity } from '../run/result.ts';
import type { CallableTool } from '../surface/callable-tools.ts';
import type { CanaryFiles } from './canaries/canary-files.ts';
import type { CanaryListener } from './canaries/canary-listener.ts';
import type { PlantedCanary } from './canaries/planted-canaries.ts';

/** What one probe says about the server, or about one of its tools. */
export interface ProbeFinding {
  /** The tool it is about; absent for the server as a whole. */
  tool?: string;
  verdict: Verdict;
  /** Of fail, warn and info: how sure it is. */
  confidence?: Confidence;
  severity?: Severity;
  /** What was found or not, how many tries were made, and what could not be tried. */
  reason: string;
  evidence?: readonly Frame[];
}

/** One question about a server. Its results are called `security:<id>` or `security:<id>:<tool>`. */
export interface Probe {
  id: string;
  /** What holds where nothing is found. */
  title: string;
  fix: string;
  /** Not at all worth asking of this server: why. */
  appliesTo?(lab: ProbeLab): string | undefined;
  /** How many results there will be. Default: one. */
  count?(lab: ProbeLab): number;
  run(lab: ProbeLab): Promise<ProbeFinding[]>;
}

/** A tool that is not called, and what the user could do about it. */
export interface UncalledTool {
  tool: JsonObject;
  name: string;
  why: string;
}

/** What a probe is handed. Everything it opens is closed and removed by whoever runs it. */
export interface ProbeLab {
  /** As the user gave it, without canaries. */
  readonly target: Target;
  readonly profile: ServerProfile;
  readonly settings: SecuritySettings;
  /** What the server was at an earlier time, where the user gave it. */
  readonly snapshot: SurfaceSnapshot | undefined;
  /** What the server lists, and says of itself. */
  readonly surface: Surface;
  readonly instructions: string | undefined;
  /** The tools that may be called, none of whose arguments leads elsewhere than to this machine. */
  readonly callable: readonly CallableTool[];
  readonly uncalled: readonly UncalledTool[];
  readonly planted: readonly PlantedCanary[];
  readonly listener: CanaryListener;
  readonly files: CanaryFiles;
  readonly signal: AbortSignal;
  /** Every frame of the run so far. */
  frames(): readonly Frame[];
  /** Seeded; a word nobody else uses. */
  token(label: string): string;
  open(options?: Partial<Omit<OpenOptions, 'transcript' | 'revision'>>, revision?: Revision): Promise<Session>;
  /** A session for calls that may break the server: opened again where the last one ended. */
  session(): Promise<Session>;
  /** Calls a tool on `session()`. Undefined once the run is to end or the server does not come back. */
  call(name: string, args: JsonObject): Promise<Reply | undefined>;
  /** What a client does that looks around: calls the callable tools, reads resources, gets prompts, completes arguments. */
  exercise(session: Session): Promise<void>;
  snapshotNow(session: Session): Promise<SurfaceSnapshot>;
}
