import {
  type BareConnection,
  createTranscript,
  createUsageReader,
  eraOf,
  findListeners,
  isJsonObject,
  type JsonObject,
  type LoadSession,
  legacyRevisions,
  openBareConnection,
  openLoadSession,
  openSession,
  type Revision,
  type Session,
  WireError,
} from '@mcp-lab/wire';
import { cheapMethod } from '../checks/robustness/cheap-method.ts';
import { listAll } from '../inspect/list-all.ts';
import { createSeededRandom } from '../random/seeded-random.ts';
import type { RunUnderWay } from '../run/conduct-run.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import { callTool } from '../surface/call-tool.ts';
import { type CallableTool, callableTools } from '../surface/callable-tools.ts';
import type { ProcessSuiteSettings } from './run-process.ts';
import type { TortureScene } from './torture.ts';

/** The scene of a whole run: what is the same for all tortures, and the sessions that the one under way has opened. */
export interface SceneOfRun extends TortureScene {
  /** The same scene, with the sessions entered in the transcript under this id. */
  forTorture(checkId: string): TortureScene;
  closeAll(): Promise<void>;
}

const closeGraceMs = 2_000;
/** Tools are tried once: what refuses made-up arguments keeps nobody busy. */
const mostTried = 8;
/** How long the list of the processes of a server is good for. */
const membersForMs = 1_000;

/** Opens a first session and reads from it what all tortures need. Throws WireError where the server does not open one. */
export async function createScene(
  settings: ProcessSuiteSettings,
  run: RunUnderWay,
  revision: Revision,
): Promise<SceneOfRun> {
  const { target, inputs, owner, checkAddress } = settings;
  const { profile, clock, connections, requestTimeoutMs, transcript } = run;
  const { transport } = profile;
  const opened: (Session | LoadSession)[] = [];
  const bare: BareConnection[] = [];
  let checkId = '';
  const common = { transport, owner, checkAddress, signal: clock.signal };
  const openingTimeoutMs = openingTimeoutOf(requestTimeoutMs);
  const now = () => transcript.now() / 1e6;
  const listeners = target.kind === 'http' ? findListeners(target.url) : [];
  const scene: TortureScene = {
    target,
    transport,
    revision,
    legacyRevision: legacyRevisions.findLast((one) => profile.legacy.includes(one)),
    inputs,
    tools: [],
    callable: [],
    cheapMethod: 'ping',
    transcript,
    signal: clock.signal,
    requestTimeoutMs,
    owner,
    environment: settings.environment ?? {},
    now,
    random: createSeededRandom(settings.seed, 'process'),
    async open({ isRecorded = true, ...options } = {}) {
      const at = options.revision ?? revision;
      const kept = isRecorded
        ? connections.transcriptFor({ revision: at, purpose: 'check', checkId })
        : createTranscript({ maxTranscriptBytes: 0 });
      const all = { ...common, requestTimeoutMs, openingTimeoutMs, ...options, revision: at, transcript: kept };
      return requireReady(await openSession(target, all), opened);
    },
    async openAt(url) {
      const at = scene.legacyRevision ?? revision;
      const kept = connections.transcriptFor({ revision: at, purpose: 'check', checkId });
      const all = { ...common, requestTimeoutMs, openingTimeoutMs, revision: at, transcript: kept };
      return requireReady(await openSession({ kind: 'http', url, headers: {} }, all), opened);
    },
    async openLoad() {
      const session = await openLoadSession(target, { ...common, revision, requestTimeoutMs, openingTimeoutMs });
      opened.push(session);
      return session;
    },
    async openBare() {
      if (target.kind !== 'http') throw new WireError('bad-target', 'A process has no address.', 'Give a URL.');
      const connection = await openBareConnection(new URL(target.url), checkAddress);
      bare.push(connection);
      return connection;
    },
    usageOf(session) {
      const child = session?.process;
      if (child !== undefined) return createUsageReader({ sessionId: child.pid }, now, { membersForMs });
      return listeners.length === 0 ? undefined : createUsageReader({ pids: listeners }, now);
    },
  };
  const closeAll = async () => {
    for (const connection of bare.splice(0)) connection.reset();
    await Promise.all(
      opened
        .splice(0)
        .map((session) => ('inFlight' in session ? session.close() : session.close({ graceMs: closeGraceMs }))),
    );
  };
  const first = await scene.open();
  scene.cheapMethod = cheapMethod(first);
  scene.tools = isJsonObject(first.capabilities.tools) ? await listAll(first, 'tools/list', 'tools') : [];
  scene.callable = await tryTools(first, scene.tools, callableTools(scene.tools, inputs));
  await closeAll();
  const withId = (id: string) => {
    checkId = id;
    return scene;
  };
  return { ...scene, forTorture: withId, closeAll };
}

/** Throws WireError where the opening got no result; the session is closed with the others. */
async function requireReady(session: Session, opened: (Session | LoadSession)[]): Promise<Session> {
  opened.push(session);
  const { opening } = session;
  if (!isJsonObject(opening?.result)) {
    const came = opening?.failure ?? opening?.outcome ?? 'no answer';
    throw new WireError(
      'not-opened',
      `The opening of a session got ${came}.`,
      'Look at the last frames of the transcript.',
    );
  }
  // Some servers fix the era of a process by the first request that is no discovery.
  if (session.transport === 'stdio' && eraOf(session.revision) === 'modern')
    await session.request(cheapMethod(session));
  return session;
}

async function tryTools(
  session: Session,
  tools: readonly JsonObject[],
  callable: readonly CallableTool[],
): Promise<CallableTool[]> {
  const good: CallableTool[] = [];
  for (const tool of callable.slice(0, mostTried)) {
    if (session.closed) break;
    const { result } = await callTool(session, tools, tool);
    if (isJsonObject(result) && result.isError !== true && result.resultType !== 'input_required') good.push(tool);
  }
  return good;
}
