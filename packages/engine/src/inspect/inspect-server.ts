import {
  type CheckAddress,
  createTranscript,
  discoverServer,
  isJsonObject,
  type JsonObject,
  openSession,
  type Revision,
  type ServerProfile,
  type Target,
  type Transcript,
  type TransportKind,
} from '@mcp-lab/wire';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import { type ContextCost, contextCost } from './context-cost.ts';
import { readSurface, type Surface } from './read-surface.ts';

export interface InspectOptions {
  target: Target;
  requestTimeoutMs?: number;
  /** HTTP only: looks at this one alone. */
  transport?: TransportKind;
  /** At which revision to read the surface, where the server speaks it. Default: the newest it speaks. */
  revision?: string | null;
  checkAddress?: CheckAddress;
  signal?: AbortSignal;
}

export interface Inspection {
  profile: ServerProfile;
  /** The revision at which the surface was read; null where nothing could be spoken. */
  revision: Revision | null;
  surface: Surface;
  cost: ContextCost;
}

/** Finds out what a server speaks and reads its surface at one revision. `profile.failure` says why it could not. */
export async function inspectServer(options: InspectOptions): Promise<Inspection> {
  const transcript = createTranscript();
  const profile = await discoverServer(options.target, {
    transcript,
    timeoutMs: openingTimeoutOf(options.requestTimeoutMs ?? defaultTimeoutMs),
    transport: options.transport,
    signal: options.signal,
    checkAddress: options.checkAddress,
  });
  const spoken: Revision[] = [...profile.legacy, ...profile.modern];
  const revision = spoken.find((known) => known === options.revision) ?? newestOf(profile);
  if (profile.failure || revision === null) {
    const surface: Surface = { tools: [], resources: [], resourceTemplates: [], prompts: [] };
    return { profile, revision: null, surface, cost: contextCost(surface) };
  }
  const { surface, instructions } = await readSurfaceAt(revision, profile.transport, options, transcript);
  return { profile, revision, surface, cost: contextCost(surface, instructions ?? profile.instructions) };
}

export interface SurfaceAt {
  surface: Surface;
  capabilities: JsonObject;
  instructions: string | undefined;
  serverInfo: JsonObject;
}

/** The surface at a revision that the server speaks. Throws WireError where no session can be opened. */
export async function readSurfaceAt(
  revision: Revision,
  transport: TransportKind,
  { target, signal, requestTimeoutMs = defaultTimeoutMs, checkAddress }: InspectOptions,
  transcript: Transcript = createTranscript(),
): Promise<SurfaceAt> {
  const openingTimeoutMs = openingTimeoutOf(requestTimeoutMs);
  const session = await openSession(target, {
    revision,
    transport,
    transcript,
    requestTimeoutMs,
    openingTimeoutMs,
    signal,
    checkAddress,
  });
  try {
    const surface = await readSurface(session);
    const opened = session.opening?.result;
    const result = isJsonObject(opened) ? opened : {};
    const meta = isJsonObject(result._meta) ? result._meta : {};
    const serverInfo = result.serverInfo ?? meta['io.modelcontextprotocol/serverInfo'];
    return {
      surface,
      capabilities: session.capabilities,
      instructions: typeof result.instructions === 'string' ? result.instructions : undefined,
      serverInfo: isJsonObject(serverInfo) ? serverInfo : {},
    };
  } finally {
    await session.close();
  }
}

const defaultTimeoutMs = 5_000;

function newestOf({ modern, legacy }: ServerProfile): Revision | null {
  return modern.at(-1) ?? legacy.at(-1) ?? null;
}
