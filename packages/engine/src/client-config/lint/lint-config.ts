import { clientFormats, formatOfFile } from '../client-formats.ts';
import type { ConfigProblem } from '../config-problem.ts';
import { judgeEntry } from '../judge-entry.ts';
import type { RawConfig, RawEntry } from '../raw-config.ts';
import { readShared } from '../shared-entry.ts';
import { findCommandProblems } from './command-problems.ts';
import type { EntryScene, Report } from './entry-scene.ts';
import { findKeyProblems } from './key-problems.ts';
import { findNameProblems } from './name-problems.ts';
import { findPathProblems } from './path-problems.ts';
import { findReferenceProblems } from './reference-problems.ts';
import { findSecretProblems } from './secret-problems.ts';
import { findTransportProblems } from './transport-problems.ts';

export interface LintOptions {
  /** Of the file, as far as known: it tells which client reads it. */
  file?: string;
  /** Variables the client would have; a reference to any other stays empty. Default: nothing is said about that. */
  environment?: Readonly<Record<string, string | undefined>>;
  platform?: NodeJS.Platform;
}

/** Everything that is wrong with a config file, in the order of its lines. */
export function lintConfig(config: RawConfig, options: LintOptions = {}): ConfigProblem[] {
  const client = clientFormats[config.format];
  const problems: ConfigProblem[] = [...findTextProblems(config), ...findSectionProblems(config, options)];
  findNameProblems(config, client, problems);
  for (const entry of config.entries) {
    if (entry.syntaxProblem !== null) continue;
    problems.push(...lintEntry(config, entry, options));
  }
  return problems.toSorted((left, right) => left.line - right.line || left.column - right.column);
}

function lintEntry(config: RawConfig, entry: RawEntry, options: LintOptions): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report: Report = (rule, level, path, message, fix) => {
    problems.push({ rule, level, server: entry.name, message, fix, ...config.placeOf(entry, path) });
  };
  const shared = readShared(entry);
  const judged = judgeEntry(entry);
  if (judged.reason !== null) report('entry', 'error', [], judged.reason, 'Correct the entry.');
  if (shared === null) return problems;
  const { environment, platform = 'linux' } = options;
  const scene: EntryScene = {
    config,
    client: clientFormats[config.format],
    entry,
    shared,
    environment,
    platform,
    report,
  };
  findKeyProblems(scene);
  findTransportProblems(scene);
  findCommandProblems(scene);
  findPathProblems(scene);
  // The registry leaves every value to the user.
  if (config.format !== 'registry') findReferenceProblems(scene);
  findSecretProblems(scene);
  return problems;
}

function findTextProblems({ notes, format }: RawConfig): ConfigProblem[] {
  const { strictJson, title } = clientFormats[format];
  return notes.flatMap(({ kind, message, place }): ConfigProblem[] => {
    const problem = { rule: kind, server: null, ...place };
    if (kind === 'syntax')
      return [{ ...problem, level: 'error', message: `${message}.`, fix: 'Correct the text there.' }];
    if (!strictJson && kind !== 'byte-order-mark') return [];
    return [{ ...problem, level: 'warning', message: `${message}; ${title} reads strict JSON.`, fix: 'Remove it.' }];
  });
}

/** Servers under a member the client of this file does not look at are not there for it. */
function findSectionProblems({ section, entries }: RawConfig, { file }: LintOptions): ConfigProblem[] {
  const owner = formatOfFile(file);
  if (owner === null || owner === 'registry' || section === null) return [];
  const { section: wanted, title } = clientFormats[owner];
  if (section === wanted || (owner === 'vscode' && section === 'mcp.servers')) return [];
  const [first] = entries;
  return [
    {
      rule: 'section',
      level: 'error',
      server: null,
      message: `The servers stand under "${section}"; ${title} looks for them under "${wanted}".`,
      fix: `Rename "${section}" to "${wanted}".`,
      line: first?.place.line ?? 1,
      column: first?.place.column ?? 1,
    },
  ];
}
