import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { ImportFormat } from '@mcp-lab/contracts';
import { childEnvironment, type Target, type TransportKind } from '@mcp-lab/wire';
import { clientFormats } from './client-formats.ts';
import type { RawEntry } from './raw-config.ts';
import { isKnownTo, type Reference, splitReferences } from './references.ts';
import { readShared, type SharedEntry } from './shared-entry.ts';

export interface ResolveOptions {
  format: ImportFormat;
  /** The absolute path of the file. */
  file: string;
  /** Of the user who starts the client. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** A server as its client would start or reach it. */
export interface ResolvedServer {
  target: Target;
  /** The HTTP transport the config names; undefined when it names none. */
  declared: TransportKind | undefined;
  /** Variables or headers the config sets. */
  given: string[];
}

/** Puts in what the client would put in; what it would not stays as written. A text: why there is nothing to start. */
export async function resolveTarget(entry: RawEntry, options: ResolveOptions): Promise<ResolvedServer | string> {
  const shared = readShared(entry);
  if (shared === null) return 'The entry is not an object.';
  const put = (text: string) => putIn(text, options);
  const { type, command, url } = shared;
  const isHttp = url !== null && (command === null || type?.toLowerCase() !== 'stdio');
  if (isHttp) {
    const headers = mapValues(shared.headers, put);
    const target: Target = { kind: 'http', url: put(url), headers };
    return { target, declared: transportOf(type), given: Object.keys(headers) };
  }
  if (command === null) return 'It has neither a command nor an address.';
  const fromFile = await readEnvFile(shared, options);
  if (typeof fromFile === 'string') return fromFile;
  const env = { ...fromFile, ...mapValues(shared.env, put) };
  const cwd = workingDirectory(shared, entry.project, options);
  const target: Target = {
    kind: 'stdio',
    command: put(command),
    args: shared.args.map(put),
    env: childEnvironment(options.environment, env),
    ...(cwd === undefined ? {} : { cwd }),
  };
  return { target, declared: undefined, given: Object.keys(env) };
}

function transportOf(type: string | null): TransportKind | undefined {
  if (type === null) return undefined;
  return type.toLowerCase() === 'sse' ? 'http-sse' : 'streamable-http';
}

/** The project a file belongs to: above `.vscode`, `.cursor` and their like. */
function projectFolder(file: string): string {
  const folder = dirname(file);
  return /[\\/]\.(vscode|cursor|gemini|codex|zed)$/.test(folder) ? dirname(folder) : folder;
}

function workingDirectory({ cwd }: SharedEntry, project: string | null, options: ResolveOptions): string | undefined {
  const { format, file, environment } = options;
  const base = clientFormats[format].startsInProject ? (project ?? projectFolder(file)) : environment.HOME;
  if (cwd === null) return base;
  const folder = putIn(cwd, options);
  return isAbsolute(folder) || base === undefined ? folder : resolve(base, folder);
}

async function readEnvFile(
  { envFile }: SharedEntry,
  options: ResolveOptions,
): Promise<Record<string, string> | string> {
  if (envFile === null) return {};
  const path = resolve(projectFolder(options.file), putIn(envFile, options));
  try {
    const parsed = Object.entries(parseEnv(await readFile(path, 'utf8')));
    return Object.fromEntries(parsed.map(([name, value]) => [name, value ?? '']));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return `The file of variables, ${path}, cannot be read (${reason}): create it, or remove "envFile".`;
  }
}

function putIn(text: string, options: ResolveOptions): string {
  return splitReferences(text)
    .map((part) => (typeof part === 'string' ? part : (textFor(part, options) ?? part.written)))
    .join('');
}

function textFor(reference: Reference, { format, file, environment }: ResolveOptions): string | undefined {
  // These two write names of variables in members of their own; reading made references of them.
  const own = (format === 'codex' || format === 'registry') && reference.kind === 'variable';
  if (!own && !isKnownTo(format, reference)) return undefined;
  if (reference.kind === 'variable') {
    const set = environment[reference.name];
    if (set !== undefined && set !== '') return set;
    // VS Code and Cursor put nothing in for a variable that is not set; the others leave the text.
    return reference.fallback ?? (reference.form === 'env-colon' ? '' : set);
  }
  if (reference.kind === 'input') return undefined;
  const project = projectFolder(file);
  const values: Record<string, string | undefined> = {
    workspaceFolder: project,
    workspaceFolderBasename: project.split(/[\\/]/).at(-1),
    userHome: environment.HOME ?? environment.USERPROFILE,
    cwd: project,
    pathSeparator: '/',
    '/': '/',
  };
  return values[reference.name];
}

function mapValues(record: Record<string, string>, map: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
