import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { OfficialCheck } from './read-checks.ts';

interface Offered {
  capabilities: JsonObject;
  tools: readonly JsonObject[];
}

/** Checks that only mean something on a server with the suite's own tools. */
const triggers: Readonly<Record<string, string>> = {
  'sep-2575-server-sends-tools-list-changed-on-subscription': 'test_trigger_tool_change',
  'sep-2575-server-sends-prompts-list-changed-on-subscription': 'test_trigger_prompt_change',
};

/** Endpoints that a check of the caching scenario looks at, by a part of its id, and whose capability they are. */
const endpoints: readonly [part: string, capability: string][] = [
  ['prompts-list', 'prompts'],
  ['resources-list', 'resources'],
  ['resources-templates-list', 'resources'],
  ['templates-list', 'resources'],
  ['resources-read', 'resources'],
  ['tools-list', 'tools'],
];

/**
 * What is left of a scenario's checks once those are out that cannot be right on a server it was not made for: it says
 * so itself by `untestable`, here are the ones where it does not.
 */
export function filterChecks(checks: readonly OfficialCheck[], { capabilities, tools }: Offered): OfficialCheck[] {
  return checks.filter(({ id, status }) => {
    const trigger = triggers[id];
    if (trigger !== undefined && !tools.some(({ name }) => name === trigger)) return false;
    if (status === 'SUCCESS' || !id.startsWith('sep-2549-')) return true;
    const endpoint = endpoints.find(([part]) => id.includes(part));
    return endpoint === undefined || isJsonObject(capabilities[endpoint[1]]);
  });
}
