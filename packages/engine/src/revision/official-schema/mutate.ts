import type { JsonObject, JsonValue } from '@mcp-lab/wire';

const strangers: readonly JsonValue[] = [
  null,
  true,
  -1,
  0,
  1.5,
  200,
  '',
  'text',
  'not a uri ☃',
  [],
  ['x'],
  {},
  { type: 'text' },
];

/** A copy with one thing changed somewhere: a member gone, another type, another text, an unknown member more. */
export function mutate(value: JsonValue, random: () => number): JsonValue {
  const copy = structuredClone(value);
  const places: { holder: JsonObject | JsonValue[]; key: string | number }[] = [];
  collect(copy, places);
  const place = places[Math.floor(random() * places.length)];
  if (!place) return copy;
  const { holder, key } = place;
  const stranger = strangers[Math.floor(random() * strangers.length)] ?? null;
  if (Array.isArray(holder)) {
    if (random() < 0.3) holder.splice(Number(key), 1);
    else holder[Number(key)] = stranger;
  } else if (random() < 0.35) delete holder[key];
  else if (random() < 0.15) holder[`unknown-${Math.floor(random() * 9)}`] = stranger;
  else holder[key] = stranger;
  return copy;
}

function collect(value: JsonValue, places: { holder: JsonObject | JsonValue[]; key: string | number }[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    places.push({ holder: value, key });
    collect((value as JsonObject)[key] ?? null, places);
  }
}
