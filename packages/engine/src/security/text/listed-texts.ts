import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { ProbeLab } from '../probe.ts';

/** A text that a model or a person reads. */
export interface ReadText {
  /** `the description of the tool "x"`. */
  where: string;
  /** The tool it belongs to, where it does. */
  tool?: string;
  text: string;
}

const maxTexts = 20_000;
const maxDepth = 40;

/** Every text of what a server lists and says of itself: names, titles, descriptions, those of schemas, instructions. */
export function listedTexts({
  surface,
  instructions,
  profile,
}: Pick<ProbeLab, 'surface' | 'instructions' | 'profile'>): ReadText[] {
  const texts: ReadText[] = [];
  if (instructions !== undefined) texts.push({ where: 'the instructions of the server', text: instructions });
  addTexts(texts, profile.serverInfo ?? null, 'the information on the server');
  for (const tool of surface.tools) {
    const name = typeof tool.name === 'string' ? tool.name : '';
    addTexts(texts, tool, `the tool ${JSON.stringify(name.slice(0, 60))}`, name);
  }
  const lists = [
    [surface.resources, 'resource'],
    [surface.resourceTemplates, 'resource template'],
    [surface.prompts, 'prompt'],
  ] as const;
  for (const [entries, kind] of lists) {
    for (const entry of entries) addTexts(texts, entry, `the ${kind} ${nameOf(entry)}`);
  }
  return texts.slice(0, maxTexts);
}

function nameOf({ name, uri, uriTemplate }: JsonObject): string {
  const known = [name, uri, uriTemplate].find((value) => typeof value === 'string');
  return JSON.stringify(String(known ?? '').slice(0, 60));
}

/** Strings and member names of a value, with the way to each. Icons are data, not text. */
export function addTexts(texts: ReadText[], value: JsonValue, where: string, tool?: string, depth = 0): void {
  if (depth > maxDepth || texts.length >= maxTexts) return;
  const place = tool === undefined ? { where } : { where, tool };
  if (typeof value === 'string') texts.push({ ...place, text: value });
  else if (Array.isArray(value)) for (const item of value) addTexts(texts, item, where, tool, depth + 1);
  else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name === 'icons' || name === 'blob' || (name === 'data' && typeof value.mimeType === 'string')) continue;
      if (/[^\x20-\x7e]/.test(name)) texts.push({ ...place, where: `a member name of ${where}`, text: name });
      addTexts(texts, member, depth === 0 ? `${name} of ${where}` : where, tool, depth + 1);
    }
  }
}
