import { isJsonObject, type JsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import type { Surface } from '../inspect/read-surface.ts';

/** Since when a member of an entry exists, and until when; what is not here has always been there. */
const members: Readonly<Record<string, { since: Revision; until?: Revision }>> = {
  annotations: { since: '2025-03-26' },
  title: { since: '2025-06-18' },
  outputSchema: { since: '2025-06-18' },
  icons: { since: '2025-11-25' },
  execution: { since: '2025-11-25', until: '2025-11-25' },
};

/**
 * The surface as two revisions can both tell it: a member that one of them does not have is no difference of the server.
 * Left out as well is what says something of the message and not of the thing: `_meta` and the dialect a schema names.
 */
export function stripToRevisions(
  { tools, resources, resourceTemplates, prompts }: Surface,
  revisions: readonly Revision[],
): Surface {
  const strip = (entry: JsonObject) => stripEntry(entry, revisions);
  return {
    tools: tools.map((tool) => stripSchemas(strip(tool))),
    resources: resources.map(strip),
    resourceTemplates: resourceTemplates.map(strip),
    prompts: prompts.map((prompt) => {
      const { arguments: list } = prompt;
      const own = strip(prompt);
      return Array.isArray(list)
        ? { ...own, arguments: list.map((item) => (isJsonObject(item) ? strip(item) : item)) }
        : own;
    }),
  };
}

function stripEntry(entry: JsonObject, revisions: readonly Revision[]): JsonObject {
  const isKnown = (name: string) => {
    const life = Object.hasOwn(members, name) ? members[name] : undefined;
    if (name === '_meta') return false;
    // Revisions are dates.
    return revisions.every(
      (revision) => life === undefined || (revision >= life.since && revision <= (life.until ?? revision)),
    );
  };
  return Object.fromEntries(Object.entries(entry).filter(([name]) => isKnown(name)));
}

function stripSchemas(tool: JsonObject): JsonObject {
  const stripped = { ...tool };
  for (const name of ['inputSchema', 'outputSchema']) {
    const schema: JsonValue | undefined = stripped[name];
    if (!isJsonObject(schema)) continue;
    const { $schema: _dialect, ...rest } = schema;
    stripped[name] = rest;
  }
  return stripped;
}
