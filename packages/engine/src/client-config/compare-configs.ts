import { createHash } from 'node:crypto';
import { clientFormats } from './client-formats.ts';
import type { RawConfig, RawEntry } from './raw-config.ts';
import { readShared, type SharedEntry } from './shared-entry.ts';

/** The same server in two files, told apart by what differs. */
export interface ConfigDifference {
  /** The files in the order given, with the name of the entry in each. */
  left: { file: string; server: string };
  right: { file: string; server: string };
  message: string;
}

interface Known {
  file: string;
  title: string;
  entry: RawEntry;
  shared: SharedEntry;
}

/**
 * Servers that stand in several files and differ there: by the name, or by the package or address they are. Names what
 * differs, never a value.
 */
export function compareConfigs(configs: readonly { file: string; config: RawConfig }[]): ConfigDifference[] {
  const known: Known[] = configs.flatMap(({ file, config }) =>
    config.entries.flatMap((entry) => {
      const shared = readShared(entry);
      return shared === null ? [] : [{ file, title: clientFormats[config.format].title, entry, shared }];
    }),
  );
  return known.flatMap((right, index) =>
    known.slice(0, index).flatMap((left): ConfigDifference[] => {
      if (left.file === right.file || !isSame(left, right)) return [];
      const differing = differences(left.shared, right.shared);
      if (differing.length === 0) return [];
      const names =
        left.entry.name === right.entry.name
          ? `"${left.entry.name}"`
          : `"${left.entry.name}" and "${right.entry.name}"`;
      return [
        {
          left: { file: left.file, server: left.entry.name },
          right: { file: right.file, server: right.entry.name },
          message: `${names} in ${left.title} and ${right.title} differ in ${differing.join(', ')}.`,
        },
      ];
    }),
  );
}

function isSame(left: Known, right: Known): boolean {
  if (left.entry.name.toLowerCase() === right.entry.name.toLowerCase()) return true;
  const [mine, theirs] = [identityOf(left.shared), identityOf(right.shared)];
  return mine !== null && mine === theirs;
}

/** The address, or the package a runner of packages is told; the path of a program says less. */
function identityOf({ url, command, args }: SharedEntry): string | null {
  if (url !== null) return URL.parse(url)?.href ?? url;
  const program = command?.split(/[\\/]/).at(-1);
  if (program === undefined || !/^(npx|bunx|uvx|pnpx|pipx|docker)(\.cmd)?$/.test(program)) return null;
  const name = args.find((argument) => !argument.startsWith('-') && argument !== 'run' && argument !== 'dlx');
  return name === undefined ? null : `${program} ${name.replace(/(?<=.)@[^/@]+$/, '')}`;
}

function differences(left: SharedEntry, right: SharedEntry): string[] {
  const parts: (keyof SharedEntry)[] = ['command', 'args', 'cwd', 'url'];
  const differing: string[] = parts.filter((part) => JSON.stringify(left[part]) !== JSON.stringify(right[part]));
  for (const kind of ['env', 'headers'] as const) {
    for (const name of new Set([...Object.keys(left[kind]), ...Object.keys(right[kind])])) {
      if (digest(left[kind][name]) !== digest(right[kind][name])) differing.push(`${kind}.${name}`);
    }
  }
  return differing;
}

/** Values are compared, never kept. References to the same variable are the same in every spelling. */
function digest(value: string | undefined): string {
  if (value === undefined) return 'absent';
  const plain = value.replaceAll(/\$\{(?:env:)?([A-Za-z_]\w*)\}/g, '$$$1');
  return createHash('sha256').update(plain).digest('hex');
}
