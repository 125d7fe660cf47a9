import { isJsonObject, type JsonValue } from '@mcp-lab/wire';

/** Where the object or array that the text begins with ends (exclusive), or undefined when it does not end in it. */
export function endOfContainer(text: string): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** The objects and arrays a text is made of when it is made of nothing else. */
export function splitContainers(text: string): JsonValue[] | undefined {
  const values: JsonValue[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const end = /^[{[]/.test(rest) ? endOfContainer(rest) : undefined;
    const value = end === undefined ? undefined : parseContainer(rest.slice(0, end));
    if (end === undefined || value === undefined) return undefined;
    values.push(value);
    rest = rest.slice(end).trim();
  }
  return values;
}

export function parseContainer(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return isJsonObject(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
