import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { subscriptionIdKey } from '../lifecycle/modern-scope.ts';

/** The subscription that the params of a notification, or a result, name in `_meta`. */
export function subscriptionTag(params: JsonValue | undefined): JsonValue | undefined {
  const meta = isJsonObject(params) ? params._meta : undefined;
  return isJsonObject(meta) ? meta[subscriptionIdKey] : undefined;
}

export function isTagged(params: JsonObject): boolean {
  return subscriptionTag(params) !== undefined;
}
