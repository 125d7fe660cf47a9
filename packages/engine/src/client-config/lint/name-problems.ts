import type { ClientFormat } from '../client-formats.ts';
import type { ConfigProblem } from '../config-problem.ts';
import type { RawConfig } from '../raw-config.ts';

/** Clients that make tool names and command lines of a server's name. */
const plainNamesOnly = ['mcp-json', 'codex'];

export function findNameProblems(config: RawConfig, client: ClientFormat, problems: ConfigProblem[]): void {
  const seen = new Map<string, string>();
  for (const { name, place, project, syntaxProblem } of config.entries) {
    const add = (rule: string, level: ConfigProblem['level'], message: string, fix: string) =>
      problems.push({ rule, level, server: name, message, fix, ...place });
    const key = `${project ?? ''}\n${name.toLowerCase()}`;
    const earlier = seen.get(key);
    if (earlier === name) {
      add('duplicate-name', 'error', `"${name}" stands twice in the file: only the last one counts.`, 'Rename one.');
    } else if (earlier !== undefined) {
      add('duplicate-name', 'warning', `"${name}" and "${earlier}" differ in case only.`, 'Rename one.');
    }
    seen.set(key, name);
    if (syntaxProblem !== null) {
      add('syntax', 'error', `The text of this entry is broken: ${syntaxProblem}.`, 'Correct the text there.');
    }
    if (name.trim() === '') add('name', 'error', 'A server has no name.', 'Give it one.');
    else if (plainNamesOnly.includes(client.id) && !/^[\w-]+$/.test(name)) {
      const fix = `Call it "${name.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'server'}".`;
      add('name', 'warning', `${client.title} takes letters, digits, - and _ in the name of a server.`, fix);
    }
  }
}
