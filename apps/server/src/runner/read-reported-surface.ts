import { readSurface } from '@mcp-lab/engine/inspect/read-surface';
import { isJsonObject, type ServerProfile, type Session } from '@mcp-lab/wire';
import type { ReportedSurface } from './protocol.ts';

/** What fits into one report with room to spare. */
const maxListBytes = 768 * 1024;

/** The surface of a server, cut to what may be stored. */
export async function readReportedSurface(session: Session, profile: ServerProfile): Promise<ReportedSurface> {
  const surface = await readSurface(session);
  const opening = isJsonObject(session.opening?.result) ? session.opening.result : {};
  const info = isJsonObject(opening.serverInfo) ? opening.serverInfo : (profile.serverInfo ?? {});
  const instructions = opening.instructions ?? profile.instructions;
  return {
    serverName: typeof info.name === 'string' ? info.name : null,
    serverVersion: typeof info.version === 'string' ? info.version : null,
    instructions: typeof instructions === 'string' ? instructions : null,
    capabilities: session.capabilities,
    tools: fitting(surface.tools),
    resources: fitting(surface.resources),
    resourceTemplates: fitting(surface.resourceTemplates),
    prompts: fitting(surface.prompts),
  };
}

/** The first entries, as many as fit. */
function fitting<Entry extends object>(entries: readonly Entry[]): Entry[] {
  let bytes = 0;
  return entries.filter((entry) => {
    bytes += Buffer.byteLength(JSON.stringify(entry));
    return bytes <= maxListBytes;
  });
}
