import type { JsonObject, JsonValue, Session } from '@mcp-lab/wire';
import { readSurface, type Surface } from '../../inspect/read-surface.ts';

/** What a server published at one moment, in a form in which two readings can be compared. */
export interface PublishedSurface {
  /** Order of entries and of members does not count. */
  fingerprint: string;
  surface: Surface;
}

export async function readPublishedSurface(session: Session): Promise<PublishedSurface> {
  const surface = await readSurface(session);
  const lists = Object.values(surface).map((entries: JsonObject[]) => entries.map(toCanonicalText).sort());
  return { fingerprint: JSON.stringify(lists), surface };
}

/** The first entries that only one of two readings has, by name. */
export function describeDifference(left: Surface, right: Surface): string {
  const kinds = ['tools', 'resources', 'resourceTemplates', 'prompts'] as const;
  for (const kind of kinds) {
    const onlyLeft = entriesMissingIn(left[kind], right[kind]);
    const onlyRight = entriesMissingIn(right[kind], left[kind]);
    if (onlyLeft.length + onlyRight.length === 0) continue;
    return `${kind}: ${left[kind].length} and ${right[kind].length} entries, different ${[...onlyLeft, ...onlyRight].slice(0, 3).join(', ')}`;
  }
  return 'the lists differ in repeats';
}

function entriesMissingIn(entries: readonly JsonObject[], others: readonly JsonObject[]): string[] {
  const known = new Set(others.map(toCanonicalText));
  const missing = entries.filter((entry) => !known.has(toCanonicalText(entry)));
  return missing.map(({ name, uri, uriTemplate }) =>
    JSON.stringify(name ?? uri ?? uriTemplate ?? 'an entry without name'),
  );
}

/** JSON with sorted members. */
function toCanonicalText(value: JsonValue): string {
  return JSON.stringify(value, (_key, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}
