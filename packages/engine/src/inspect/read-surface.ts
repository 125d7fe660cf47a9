import { isJsonObject, type JsonObject, type Session } from '@mcp-lab/wire';
import { listAll } from './list-all.ts';

/** What a server offers, entry by entry as it published them. */
export interface Surface {
  tools: JsonObject[];
  resources: JsonObject[];
  resourceTemplates: JsonObject[];
  prompts: JsonObject[];
}

/** Reads every list of a declared capability. */
export async function readSurface(session: Session): Promise<Surface> {
  const { tools, resources, prompts } = session.capabilities;
  return {
    tools: isJsonObject(tools) ? await listAll(session, 'tools/list', 'tools') : [],
    resources: isJsonObject(resources) ? await listAll(session, 'resources/list', 'resources') : [],
    resourceTemplates: isJsonObject(resources)
      ? await listAll(session, 'resources/templates/list', 'resourceTemplates')
      : [],
    prompts: isJsonObject(prompts) ? await listAll(session, 'prompts/list', 'prompts') : [],
  };
}
