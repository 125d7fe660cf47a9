import { isJsonObject, type JsonObject, type Revision, type Session } from '@mcp-lab/wire';
import { performExercise } from '../check/perform-exercise.ts';
import { readSurface } from '../inspect/read-surface.ts';
import type { RunUnderWay } from '../run/conduct-run.ts';
import type { CanaryFiles } from './canaries/canary-files.ts';
import type { CanaryListener } from './canaries/canary-listener.ts';
import { createTokenMaker } from './canaries/create-token.ts';
import { plantCanaries } from './canaries/planted-canaries.ts';
import { probeTools } from './parameters/probe-tools.ts';
import type { ProbeLab } from './probe.ts';
import { createProbeSessions, type ProbeSessions } from './probe-sessions.ts';
import type { SecurityRunSettings } from './run-security.ts';

export interface OpenedLab {
  lab: ProbeLab;
  sessions: ProbeSessions;
}

/** Opens the first session, reads the lists, and gives what the probes work with. Throws WireError where none opens. */
export async function openLab(
  run: RunUnderWay,
  settings: SecurityRunSettings,
  revision: Revision,
  { listener, files }: { listener: CanaryListener; files: CanaryFiles },
): Promise<OpenedLab> {
  const { profile, clock, transcript } = run;
  const { inputs } = settings;
  const token = createTokenMaker(settings.seed);
  const { target, planted } = plantCanaries(settings.target, token);
  const sessions = createProbeSessions(run, target, settings, revision);
  const first = await sessions.shared();
  const surface = await readSurface(first).catch(async (error: unknown) => {
    await sessions.closeAll();
    throw error;
  });
  const { callable, uncalled } = probeTools(surface.tools, inputs, {
    allowSideEffects: settings.allowSideEffects === true || inputs.allow.sideEffects,
    localUrl: listener.urlOf(token('ordinary address')),
  });
  const lab: ProbeLab = {
    target: settings.target,
    profile,
    settings: inputs.security ?? { urlTools: [] },
    snapshot: settings.snapshot,
    surface,
    instructions: instructionsOf(first),
    callable,
    uncalled,
    planted,
    listener,
    files,
    signal: clock.signal,
    frames: () => transcript.frames,
    token,
    open: sessions.open,
    session: sessions.shared,
    async call(name, args) {
      if (!sessions.mayCall()) return undefined;
      return (await sessions.shared()).request('tools/call', { name, arguments: args });
    },
    async exercise(session) {
      const named = callable.map((call) => ({ tool: call.name, arguments: call.arguments }));
      const tools = callable.map(({ tool }) => tool);
      await performExercise(session, { ...surface, tools }, { ...inputs, calls: {}, tools: named });
    },
    async snapshotNow(session) {
      const listed = await readSurface(session);
      const { name, version } = serverInfoOf(session);
      return {
        server: { name: typeof name === 'string' ? name : null, version: typeof version === 'string' ? version : null },
        revision: session.revision,
        revisions: [...profile.legacy, ...profile.modern].sort(),
        capabilities: session.capabilities,
        instructions: instructionsOf(session) ?? null,
        ...listed,
      };
    },
  };
  return { lab, sessions };
}

function resultOf({ opening }: Session): JsonObject {
  const result = opening?.result;
  return isJsonObject(result) ? result : {};
}

function instructionsOf(session: Session): string | undefined {
  const { instructions } = resultOf(session);
  return typeof instructions === 'string' ? instructions : undefined;
}

function serverInfoOf(session: Session): JsonObject {
  const result = resultOf(session);
  const meta = isJsonObject(result._meta) ? result._meta : {};
  const info = result.serverInfo ?? meta['io.modelcontextprotocol/serverInfo'];
  return isJsonObject(info) ? info : {};
}
