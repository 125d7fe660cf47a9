import {
  createTranscript,
  discoverServer,
  openSession,
  type Revision,
  type ServerProfile,
  type Target,
  type TransportKind,
} from '@mcp-lab/wire';
import { type ContextCost, contextCost } from './context-cost.ts';
import { readSurface, type Surface } from './read-surface.ts';

export interface InspectOptions {
  target: Target;
  requestTimeoutMs?: number;
  /** HTTP only: looks at this one alone. */
  transport?: TransportKind;
  signal?: AbortSignal;
}

export interface Inspection {
  profile: ServerProfile;
  /** The revision at which the surface was read; null where nothing could be spoken. */
  revision: Revision | null;
  surface: Surface;
  cost: ContextCost;
}

/** Finds out what a server speaks and reads its surface at the newest revision. `profile.failure` says why it could not. */
export async function inspectServer(options: InspectOptions): Promise<Inspection> {
  const { target, signal, requestTimeoutMs = 5_000, transport } = options;
  const transcript = createTranscript();
  const profile = await discoverServer(target, { transcript, timeoutMs: requestTimeoutMs, transport, signal });
  const revision = profile.modern.at(-1) ?? profile.legacy.at(-1) ?? null;
  if (profile.failure || revision === null) {
    const surface: Surface = { tools: [], resources: [], resourceTemplates: [], prompts: [] };
    return { profile, revision: null, surface, cost: contextCost(surface) };
  }
  const session = await openSession(target, {
    revision,
    transport: profile.transport,
    transcript,
    requestTimeoutMs,
    signal,
  });
  try {
    const surface = await readSurface(session);
    return { profile, revision, surface, cost: contextCost(surface) };
  } finally {
    await session.close();
  }
}
