import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { ArgumentModel } from '../generate/argument-model.ts';
import { plainSchemaOf } from '../generate/plain-schema.ts';
import { looksAlike, type PooledValue } from './value-pool.ts';

export interface FedArguments {
  arguments: JsonObject;
  /** Which property took which value. */
  fed: Map<string, PooledValue>;
}

/** Puts values of earlier results where a property looks alike and its type takes them; `choice` picks among several. */
export function feedArguments(
  model: ArgumentModel,
  args: JsonObject,
  pool: readonly PooledValue[],
  choice: number,
): FedArguments {
  const plain = plainSchemaOf(model.schema, model.schema).schema ?? {};
  const properties = isJsonObject(plain.properties) ? plain.properties : {};
  let current = args;
  const fed = new Map<string, PooledValue>();
  for (const [property, schema] of Object.entries(properties)) {
    const candidates = pool.filter(({ name }) => looksAlike(property, name));
    const chosen = candidates[choice % Math.max(1, candidates.length)];
    if (chosen === undefined) continue;
    const own = plainSchemaOf(schema, model.schema).schema ?? {};
    const isList = own.type === 'array';
    const value: JsonValue = isList ? [chosen.value] : chosen.value;
    const next = { ...current, [property]: value };
    if (model.faultOf(next) !== undefined) continue;
    current = next;
    if (!isList) fed.set(property, chosen);
  }
  return { arguments: current, fed };
}
