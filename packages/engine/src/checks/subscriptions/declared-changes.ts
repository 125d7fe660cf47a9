import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

export interface ListKind {
  capability: 'tools' | 'prompts' | 'resources';
  /** In the filter, in the acknowledgement, and the name of the trigger. */
  flag: 'toolsListChanged' | 'promptsListChanged' | 'resourcesListChanged';
  method: string;
}

export const listKinds: readonly ListKind[] = (['tools', 'prompts', 'resources'] as const).map((capability) => ({
  capability,
  flag: `${capability}ListChanged`,
  method: `notifications/${capability}/list_changed`,
}));

export const updatedMethod = 'notifications/resources/updated';
export const acknowledgedMethod = 'notifications/subscriptions/acknowledged';
export const listenMethod = 'subscriptions/listen';

/** The lists whose changes the server says it tells of. */
export function declaredKinds(capabilities: JsonObject): ListKind[] {
  return listKinds.filter(({ capability }) => has(capabilities, capability, 'listChanged'));
}

export function canSubscribe(capabilities: JsonObject): boolean {
  return has(capabilities, 'resources', 'subscribe');
}

/** Everything there is to listen to; empty where nothing is declared. */
export function fullFilter({ tour, trigger }: CheckContext, capabilities: JsonObject): JsonObject {
  const uri = trigger('resourceUpdated')?.uri ?? tour.resources.find((one) => typeof one.uri === 'string')?.uri;
  const filter: JsonObject = Object.fromEntries(declaredKinds(capabilities).map(({ flag }) => [flag, true]));
  if (canSubscribe(capabilities) && uri !== undefined) filter.resourceSubscriptions = [uri];
  return filter;
}

function has(capabilities: JsonObject, capability: string, member: string): boolean {
  const declared = capabilities[capability];
  return isJsonObject(declared) && declared[member] === true;
}
