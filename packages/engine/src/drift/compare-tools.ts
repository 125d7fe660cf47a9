import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import {
  addChange,
  addOtherMembers,
  addTextChange,
  type ChangeSink,
  memberNames,
  objectOf,
  own,
  same,
} from './change-maker.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { DriftClass } from './drift-change.ts';

/** Two tools of one name. */
export function compareTools(sink: ChangeSink, before: JsonObject, after: JsonObject): void {
  addTextChange(sink, '/description', 'description', sidesOf(before, after, 'description'));
  compareTitle(sink, '/title', before, after);
  compareSchemas(sink, '/inputSchema', 'input', sidesOf(before, after, 'inputSchema'));
  compareOutput(sink, before, after);
  compareAnnotations(sink, objectOf(own(before, 'annotations')), objectOf(own(after, 'annotations')));
  const known = ['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations'];
  addOtherMembers(sink, '', before, after, known, (name) => {
    if (name === 'icons' || name === '_meta') return { classes: 'compatible', reason: `${name} is for show only` };
    if (name === 'execution')
      return { classes: 'breaking', reason: 'how the tool is to be called, as a task or not, changed' };
    return {
      classes: 'suspicious',
      reason: `${name} is no member this build knows: what its change means cannot be told`,
    };
  });
}

function compareOutput(sink: ChangeSink, before: JsonObject, after: JsonObject): void {
  const sides = sidesOf(before, after, 'outputSchema');
  if (sides.before === undefined && sides.after === undefined) return;
  if (sides.before !== undefined && sides.after !== undefined) {
    compareSchemas(sink, '/outputSchema', 'output', sides);
  } else if (sides.after === undefined) {
    addChange(
      sink,
      '/outputSchema',
      'output-schema-removed',
      'breaking',
      'clients that read structured content are promised none any more',
      sides,
    );
  } else {
    addChange(sink, '/outputSchema', 'output-schema-added', 'compatible', 'structured content is promised now', sides);
  }
}

export function compareTitle(sink: ChangeSink, path: string, before: JsonObject, after: JsonObject): void {
  const sides = sidesOf(before, after, 'title');
  if (same(sides.before, sides.after)) return;
  const found: ChangeSink = { ...sink, changes: [] };
  addTextChange(found, path, 'title', sides);
  for (const change of found.changes) {
    // People read titles, models hardly do: only a hidden thing in one is suspicious.
    const isFlagged = change.flags !== undefined;
    const reason = isFlagged ? change.reason : 'the title shown to people changed';
    sink.changes.push({ ...change, classes: [isFlagged ? 'suspicious' : 'compatible'], reason });
  }
}

/** What a hint is taken for where it is not given. */
const hintDefaults: Readonly<Record<string, boolean>> = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
};

interface HintVerdict {
  classes: DriftClass[];
  reason: string;
}

/** By hint, then by what it is now. */
const hintVerdicts: Readonly<Record<string, { true: HintVerdict; false: HintVerdict }>> = {
  readOnlyHint: {
    true: {
      classes: ['suspicious'],
      reason: 'hosts may begin to call it without asking, since it now says that it only reads',
    },
    false: {
      classes: ['breaking', 'suspicious'],
      reason: 'it no longer says that it only reads: what was approved as harmless may change things',
    },
  },
  destructiveHint: {
    true: { classes: ['breaking', 'suspicious'], reason: 'it may destroy now, which it had denied' },
    false: { classes: ['suspicious'], reason: 'hosts may stop warning, since it now denies that it destroys' },
  },
  idempotentHint: {
    true: { classes: ['compatible'], reason: 'it may be repeated now' },
    false: { classes: ['breaking'], reason: 'clients that repeat a call after a lost answer may do things twice now' },
  },
  openWorldHint: {
    true: { classes: ['suspicious'], reason: 'it may reach outside now, which it had denied' },
    false: { classes: ['compatible'], reason: 'it says that it no longer reaches outside' },
  },
};

function compareAnnotations(sink: ChangeSink, before: JsonObject, after: JsonObject): void {
  for (const name of memberNames(before, after)) {
    const sides = sidesOf(before, after, name);
    const path = `/annotations/${name}`;
    if (same(sides.before, sides.after)) continue;
    if (name === 'title') compareTitle(sink, path, before, after);
    else if (!Object.hasOwn(hintDefaults, name)) {
      addChange(sink, path, 'annotation-changed', 'suspicious', `${name} is no annotation this build knows`, sides);
    } else compareHint(sink, path, name, sides);
  }
}

function compareHint(sink: ChangeSink, path: string, name: string, sides: ReturnType<typeof sidesOf>): void {
  const [was, is] = [sides.before, sides.after].map((value) =>
    typeof value === 'boolean' ? value : hintDefaults[name],
  );
  const verdict = hintVerdicts[name]?.[is ? 'true' : 'false'];
  if (was === is || verdict === undefined) {
    addChange(sink, path, 'annotation-rewritten', 'compatible', 'it says the same as its default', sides);
  } else addChange(sink, path, 'annotation-changed', verdict.classes, verdict.reason, sides);
}

export function sidesOf(
  before: JsonObject,
  after: JsonObject,
  name: string,
): { before: JsonValue | undefined; after: JsonValue | undefined } {
  return { before: own(before, name), after: own(after, name) };
}
