import type { RawEntry } from './raw-config.ts';

/** The members most clients share, as far as they are of the right kind. */
export interface SharedEntry {
  type: string | null;
  command: string | null;
  args: string[];
  env: Record<string, string>;
  cwd: string | null;
  envFile: string | null;
  url: string | null;
  headers: Record<string, string>;
  disabled: boolean;
}

/** Reads what can be read; what is wrong with the rest is the judge's matter. Null when the entry is no object at all. */
export function readShared({ value }: Pick<RawEntry, 'value'>): SharedEntry | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { type, command, args, env, cwd, envFile, url, headers, disabled } = value as Record<string, unknown>;
  return {
    type: textOf(type),
    command: textOf(command),
    args: Array.isArray(args) ? args.flatMap((argument) => scalarOf(argument) ?? []) : [],
    env: textsOf(env),
    cwd: textOf(cwd),
    envFile: textOf(envFile),
    url: textOf(url),
    headers: textsOf(headers),
    disabled: disabled === true,
  };
}

/** Every text of an entry with the place it stands at, as a path within the normalised entry. */
export function textsWithPaths(entry: SharedEntry): { text: string; path: (string | number)[] }[] {
  const { command, args, env, cwd, envFile, url, headers } = entry;
  const single = { command, cwd, envFile, url };
  return [
    ...Object.entries(single).flatMap(([name, text]) => (text === null ? [] : [{ text, path: [name] }])),
    ...args.map((text, index) => ({ text, path: ['args', index] })),
    ...Object.entries(env).map(([name, text]) => ({ text, path: ['env', name] })),
    ...Object.entries(headers).map(([name, text]) => ({ text, path: ['headers', name] })),
  ];
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, string][] => {
      const text = scalarOf(member);
      return text === null ? [] : [[name, text]];
    }),
  );
}

function scalarOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
