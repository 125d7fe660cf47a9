import { isJsonObject, type JsonObject } from '@mcp-lab/wire';

export interface ListMethod {
  capability: 'tools' | 'prompts' | 'resources';
  method: string;
  /** The array in its result. */
  member: string;
}

/** The list method every owner of the capability has to serve. */
export const listMethods: readonly ListMethod[] = [
  { capability: 'tools', method: 'tools/list', member: 'tools' },
  { capability: 'prompts', method: 'prompts/list', member: 'prompts' },
  { capability: 'resources', method: 'resources/list', member: 'resources' },
];

export function declaredLists(capabilities: JsonObject): ListMethod[] {
  return listMethods.filter(({ capability }) => isJsonObject(capabilities[capability]));
}
