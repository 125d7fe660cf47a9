import type { RawEntry } from './raw-config.ts';
import type { Place } from './text-place.ts';

type Members = Record<string, unknown>;

/** How the packages of a kind are started. */
const starters: Record<
  string,
  (identifier: string, version: string | undefined) => [command: string, ...args: string[]]
> = {
  npm: (identifier, version) => ['npx', '-y', version === undefined ? identifier : `${identifier}@${version}`],
  pypi: (identifier, version) => ['uvx', version === undefined ? identifier : `${identifier}@${version}`],
  nuget: (identifier, version) => ['dnx', version === undefined ? identifier : `${identifier}@${version}`, '--yes'],
  oci: (identifier, version) => [
    'docker',
    'run',
    '-i',
    '--rm',
    version === undefined || identifier.includes(':') ? identifier : `${identifier}:${version}`,
  ],
};

/** The server.json of the MCP registry: one server, with the packages and addresses it can be had from. */
export function isRegistryFile(value: unknown): boolean {
  if (!isMembers(value) || typeof value.name !== 'string') return false;
  return isList(value.packages) || isList(value.remotes);
}

/** One entry for each package and each address. */
export function entriesOfRegistry(value: unknown, place: Place): RawEntry[] {
  if (!isMembers(value)) return [];
  const base =
    String(value.name ?? 'server')
      .split('/')
      .at(-1) ?? 'server';
  const options = [
    ...listOf(value.packages).map((entry) => ({
      label: String(entry.registryType ?? 'package'),
      written: ofPackage(entry),
    })),
    ...listOf(value.remotes).map((entry) => ({ label: 'remote', written: ofRemote(entry) })),
  ];
  return options.map(({ label, written }, index) => {
    const again = options.slice(0, index).filter((earlier) => earlier.label === label).length;
    const name = options.length === 1 ? base : `${base}-${label}${again > 0 ? again + 1 : ''}`;
    return { name, value: written, written, syntaxProblem: null, place, project: null };
  });
}

function ofPackage(entry: Members): unknown {
  const transport = isMembers(entry.transport) ? entry.transport : {};
  if (typeof transport.url === 'string')
    return { type: transport.type, url: textOf(transport.url), headers: valuesOf(transport.headers) };
  const start = starters[String(entry.registryType)];
  const identifier = String(entry.identifier ?? '');
  if (start === undefined) return { command: textOf(entry.runtimeHint), args: [identifier] };
  const [command, ...args] = start(identifier, textOf(entry.version));
  const runtime = listOf(entry.runtimeArguments).flatMap(argumentOf);
  const own = listOf(entry.packageArguments).flatMap(argumentOf);
  // What the runtime is told stands before the package, which is the last of its own arguments.
  const shown = [...args.slice(0, -1), ...runtime, ...args.slice(-1), ...own];
  return { command: textOf(entry.runtimeHint) ?? command, args: shown, env: valuesOf(entry.environmentVariables) };
}

function ofRemote(entry: Members): unknown {
  return { type: entry.type, url: textOf(entry.url), headers: valuesOf(entry.headers) };
}

function argumentOf(entry: Members): string[] {
  const value =
    textOf(entry.value) ?? textOf(entry.default) ?? (entry.isRequired === true ? `\${${hintOf(entry)}}` : undefined);
  if (entry.type !== 'named') return value === undefined ? [] : [value];
  const name = String(entry.name ?? '');
  return value === undefined ? [name] : [name, value];
}

/** What the file leaves to the user stands as a reference to a variable of that name. */
function valuesOf(list: unknown): Record<string, string> {
  const pairs = listOf(list).flatMap((entry): [string, string][] => {
    const value = textOf(entry.value) ?? textOf(entry.default);
    if (typeof entry.name !== 'string' || (value === undefined && entry.isRequired !== true)) return [];
    return [[entry.name, value ?? `\${${variableOf(entry.name)}}`]];
  });
  return Object.fromEntries(pairs);
}

function hintOf(entry: Members): string {
  return variableOf(textOf(entry.valueHint) ?? textOf(entry.name) ?? 'VALUE');
}

/** `{name}` stands for what the user enters. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll(/(?<!\$)\{([\w-]+)\}/g, (_, name: string) => `\${${variableOf(name)}}`);
}

function variableOf(name: string): string {
  return name.replaceAll(/\W+/g, '_').toUpperCase();
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function listOf(value: unknown): Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
