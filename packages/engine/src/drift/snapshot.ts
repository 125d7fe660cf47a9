import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { z } from 'zod';
import type { Inspection } from '../inspect/inspect-server.ts';
import { measureJson } from '../json-schema/measure-json.ts';
import { own } from './change-maker.ts';

const format = 'mcp-lab-surface';
const version = 1;
const maxDepth = 200;

/** What a server was and offered at one time: what `classifyDrift` compares. */
export interface SurfaceSnapshot {
  server: { name: string | null; version: string | null };
  /** The revision at which the lists were read. */
  revision: string | null;
  /** All it speaks, oldest first. */
  revisions: string[];
  capabilities: JsonObject;
  instructions: string | null;
  tools: JsonObject[];
  resources: JsonObject[];
  resourceTemplates: JsonObject[];
  prompts: JsonObject[];
}

export function snapshotOf({ profile, revision, surface }: Inspection): SurfaceSnapshot {
  const { name, version: serverVersion } = profile.serverInfo ?? {};
  return {
    server: { name: textOf(name), version: textOf(serverVersion) },
    revision,
    revisions: [...profile.legacy, ...profile.modern].sort(),
    capabilities: profile.capabilities ?? {},
    instructions: profile.instructions ?? null,
    ...surface,
  };
}

/** The same surface gives the same bytes: members and entries in a fixed order, nothing in it of the time or the machine. */
export function formatSnapshot(snapshot: SurfaceSnapshot): string {
  const entries = (list: readonly JsonObject[], key: string) =>
    list.toSorted((left, right) => compareText(keyText(left, key), keyText(right, key))).map(sortMembers);
  const document = {
    format,
    version,
    server: snapshot.server,
    revision: snapshot.revision,
    revisions: snapshot.revisions.toSorted(),
    capabilities: sortMembers(snapshot.capabilities),
    instructions: snapshot.instructions,
    tools: entries(snapshot.tools, 'name'),
    resources: entries(snapshot.resources, 'uri'),
    resourceTemplates: entries(snapshot.resourceTemplates, 'uriTemplate'),
    prompts: entries(snapshot.prompts, 'name'),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const entriesSchema = z.array(z.record(z.string(), z.json()));
const snapshotSchema = z.object({
  format: z.literal(format),
  version: z.literal(version),
  server: z.object({ name: z.string().nullable(), version: z.string().nullable() }),
  revision: z.string().nullable(),
  revisions: z.array(z.string()),
  capabilities: z.record(z.string(), z.json()),
  instructions: z.string().nullable(),
  tools: entriesSchema,
  resources: entriesSchema,
  resourceTemplates: entriesSchema,
  prompts: entriesSchema,
});

/** A snapshot as `formatSnapshot` wrote it, or what is wrong with the text, in a sentence. */
export function parseSnapshot(text: string): { ok: true; snapshot: SurfaceSnapshot } | { ok: false; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `it is no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  if (!isJsonObject(value) || value.format !== format) return { ok: false, problem: `"format" is not "${format}"` };
  if (value.version !== version) {
    return { ok: false, problem: `it is of version ${JSON.stringify(value.version)}, this build reads ${version}` };
  }
  if (measureJson(value).depth > maxDepth) return { ok: false, problem: `it is deeper than ${maxDepth} levels` };
  const parsed = snapshotSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}` };
  }
  const { format: _format, version: _version, ...snapshot } = parsed.data;
  return { ok: true, snapshot: snapshot as SurfaceSnapshot };
}

function sortMembers<T extends JsonValue>(value: T): T {
  if (Array.isArray(value)) return value.map(sortMembers) as T;
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort(compareText);
  return Object.fromEntries(names.map((name) => [name, sortMembers(value[name] as JsonValue)])) as T;
}

function keyText(entry: JsonObject, key: string): string {
  const value = own(entry, key);
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** By code unit: no locale of any machine has a say. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
