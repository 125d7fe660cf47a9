import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { addChange, addTextChange, escapePointer, memberNames, own, same } from './change-maker.ts';
import { compareLists, listRules } from './compare-entries.ts';
import { type DriftChange, type DriftClass, type DriftReport, driftClasses } from './drift-change.ts';
import type { SurfaceSnapshot } from './snapshot.ts';

/**
 * Everything that differs between two surfaces of a server, each with its class and a reason, the heaviest first. Equal
 * surfaces give nothing; the order of entries, of members and of names in `required` does not count.
 */
export function classifyDrift(
  before: Omit<SurfaceSnapshot, 'revision'>,
  after: Omit<SurfaceSnapshot, 'revision'>,
): DriftReport {
  const changes: DriftChange[] = [];
  compareServers(changes, before.server, after.server);
  compareRevisions(changes, before.revisions, after.revisions);
  compareCapabilities(changes, '', before.capabilities, after.capabilities);
  const instructions = { before: before.instructions ?? undefined, after: after.instructions ?? undefined };
  addTextChange({ part: 'instructions', name: null, changes }, '', 'instructions', instructions);
  for (const list of ['tools', 'resources', 'resourceTemplates', 'prompts'] as const) {
    compareLists(changes, listRules[list], before[list], after[list]);
  }
  const weight = ({ classes }: DriftChange) => Math.min(...classes.map((name) => driftClasses.indexOf(name)));
  const sorted = changes.toSorted((left, right) => weight(left) - weight(right));
  const count = (name: DriftClass) => changes.filter(({ classes }) => classes.includes(name)).length;
  return {
    changes: sorted,
    counts: { breaking: count('breaking'), suspicious: count('suspicious'), compatible: count('compatible') },
    worst: driftClasses.find((name) => count(name) > 0) ?? null,
  };
}

function compareServers(
  changes: DriftChange[],
  before: SurfaceSnapshot['server'],
  after: SurfaceSnapshot['server'],
): void {
  const sink = { part: 'server', name: null, changes } as const;
  if (before.name !== after.name) {
    addChange(sink, '/name', 'name-changed', 'suspicious', 'another name answers at the same place', {
      before: before.name,
      after: after.name,
    });
  }
  if (before.version !== after.version) {
    addChange(sink, '/version', 'version-changed', 'compatible', 'the server says that it is another version', {
      before: before.version,
      after: after.version,
    });
  }
}

function compareRevisions(changes: DriftChange[], before: readonly string[], after: readonly string[]): void {
  for (const name of before.filter((revision) => !after.includes(revision))) {
    addChange(
      { part: 'revision', name, changes },
      '',
      'removed',
      'breaking',
      'clients that speak only this revision cannot connect',
      { before: name },
    );
  }
  for (const name of after.filter((revision) => !before.includes(revision))) {
    addChange({ part: 'revision', name, changes }, '', 'added', 'compatible', 'one more revision is spoken', {
      after: name,
    });
  }
}

/** A capability is a tree of objects: what goes is breaking wherever in it. */
function compareCapabilities(changes: DriftChange[], path: string, before: JsonObject, after: JsonObject): void {
  for (const member of memberNames(before, after)) {
    const [old, now] = [own(before, member), own(after, member)];
    if (same(old, now)) continue;
    const at = `${path}/${escapePointer(member)}`;
    const name = at.slice(1);
    const sink = { part: 'capability', name, changes } as const;
    if (isJsonObject(old) && isJsonObject(now)) compareCapabilities(changes, at, old, now);
    else if (isOffered(old) && !isOffered(now)) {
      addChange(sink, '', 'removed', 'breaking', `clients that rely on ${name} find it gone`, {
        before: old,
        after: now,
      });
    } else if (!isOffered(old)) {
      const reason = isOffered(now) ? `${name} is offered now` : `${name} is still not offered, said otherwise`;
      addChange(sink, '', isOffered(now) ? 'added' : 'rewritten', 'compatible', reason, { before: old, after: now });
    } else
      addChange(sink, '', 'changed', 'suspicious', `${name} says something else: what it means cannot be told`, {
        before: old,
        after: now,
      });
  }
}

function isOffered(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== false && value !== null;
}
