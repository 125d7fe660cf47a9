import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

export type Variables = ReadonlyMap<string, JsonValue>;

/** `$${` first: it is the way to write a plain `${`. */
const placeholder = /\$\$\{|\$\{([A-Za-z_]\w*)\}/g;
const wholePlaceholder = /^\$\{([A-Za-z_]\w*)\}$/;

/**
 * Puts saved values where `${name}` stands, in all strings of a value. A string that is nothing but the placeholder
 * becomes the value itself, with its type; inside a longer string it becomes text. Throws Error on an unknown name.
 */
export function substituteVariables<T extends JsonValue>(value: T, variables: Variables): T {
  return mapStrings(value, (text) => substituteText(text, variables)) as T;
}

/** Writes a value so that `substituteVariables` gives it back as it was. */
export function escapeVariables<T extends JsonValue>(value: T): T {
  return mapStrings(value, (text) => text.replaceAll('${', () => '$${')) as T;
}

function mapStrings(value: JsonValue, map: (text: string) => JsonValue): JsonValue {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, mapStrings(member, map)] as const);
  return Object.fromEntries(members) as JsonObject;
}

function substituteText(text: string, variables: Variables): JsonValue {
  const whole = wholePlaceholder.exec(text)?.[1];
  if (whole !== undefined) return read(whole, variables);
  return text.replace(placeholder, (written, name: string | undefined) => {
    if (name === undefined) return written.slice(1);
    const value = read(name, variables);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function read(name: string, variables: Variables): JsonValue {
  const value = variables.get(name);
  if (value === undefined) throw new Error(`no earlier step has saved ${name}`);
  return value;
}

/** The names whose values a value asks for. */
export function variablesIn(value: JsonValue | undefined): string[] {
  if (value === undefined) return [];
  const names = JSON.stringify(value).matchAll(placeholder);
  return [...names].map((match) => match[1]).filter((name) => name !== undefined);
}
