import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { classifyDrift } from '../drift/classify-drift.ts';
import type { DriftChange } from '../drift/drift-change.ts';
import type { SurfaceSnapshot } from '../drift/snapshot.ts';
import { nameOfSide, type ParityDifference, type ParitySide } from './parity-side.ts';
import { stripToRevisions } from './strip-to-revision.ts';

/** What every revision can offer; other capabilities came and went with revisions. */
const commonCapabilities = ['tools', 'resources', 'prompts', 'completions'];

/** What one server shows otherwise on one side than on the other, beyond what the specification itself changed. */
export function compareSides(left: ParitySide, right: ParitySide): ParityDifference[] {
  const names = [nameOfSide(left), nameOfSide(right)] as const;
  const { changes } = classifyDrift(asSnapshot(left, right), asSnapshot(right, left));
  return changes.map((change) => toDifference(change, names));
}

function asSnapshot(side: ParitySide, other: ParitySide): SurfaceSnapshot {
  const { serverInfo, capabilities } = side;
  const isSameRevision = side.revision === other.revision;
  const offered = commonCapabilities.filter((name) => isJsonObject(capabilities[name]));
  const knowsCompletions = [side, other].every(({ revision }) => revision >= '2025-03-26');
  const common = offered.filter((name) => name !== 'completions' || knowsCompletions);
  return {
    server: { name: textOf(serverInfo.name), version: textOf(serverInfo.version) },
    revision: side.revision,
    revisions: [],
    capabilities: isSameRevision
      ? capabilities
      : Object.fromEntries(common.map((name): [string, JsonObject] => [name, {}])),
    instructions: side.instructions ?? null,
    ...stripToRevisions(side.surface, [side.revision, other.revision]),
  };
}

function toDifference(change: DriftChange, [left, right]: readonly [string, string]): ParityDifference {
  const { part, name, path, kind } = change;
  const subject = [part === 'instructions' || part === 'server' ? `the ${part}` : part.replace('-', ' '), name]
    .filter(Boolean)
    .join(' ');
  const at = { part: part as ParityDifference['part'], name, path };
  if (path === '' && (kind === 'removed' || kind === 'added')) {
    const [has, lacks] = kind === 'removed' ? [left, right] : [right, left];
    return { ...at, weight: 'missing', what: `${subject} is offered over ${has} and not over ${lacks}` };
  }
  if (kind === 'renamed') {
    return {
      ...at,
      weight: 'missing',
      what: `${subject} seems to be called ${JSON.stringify(change.after)} over ${right}`,
    };
  }
  const isWording =
    kind === 'text-changed' ||
    part === 'server' ||
    change.classes.every((name) => name === 'compatible' && isNote(kind));
  const what = `${subject}${path} is ${show(change.before)} over ${left} and ${show(change.after)} over ${right}`;
  return { ...at, weight: isWording ? 'wording' : 'contract', what };
}

/** The same contract in other words. */
function isNote(kind: string): boolean {
  return kind.endsWith('-rewritten') || kind === 'definition-changed';
}

function show(value: JsonValue | null): string {
  if (value === null) return 'absent';
  const text = JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
