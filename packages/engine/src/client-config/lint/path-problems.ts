import type { EntryScene } from './entry-scene.ts';

const scripts = /\.(m?js|cjs|ts|mts|py|rb|sh|jar|php|dll)$/i;

export function findPathProblems({ client, shared, report }: EntryScene): void {
  const { command, args, cwd, env } = shared;
  if (!client.expandsTilde) {
    const texts: [string | null, (string | number)[]][] = [
      [command, ['command']],
      [cwd, ['cwd']],
      ...args.map((argument, index): [string, (string | number)[]] => [argument, ['args', index]]),
      ...Object.entries(env).map(([name, value]): [string, (string | number)[]] => [value, ['env', name]]),
    ];
    for (const [text, path] of texts) {
      if (text === null || !/^~([\\/]|$)|=~\//.test(text)) continue;
      const level = path[0] === 'command' || path[0] === 'cwd' ? 'error' : 'warning';
      const message = `"~" is replaced by a shell only; ${client.title} passes it on as it is written.`;
      report('tilde', level, path, message, 'Write the full path of your home folder.');
    }
  }
  // Inside a working directory that is given, relative means something.
  const anchored = (cwd !== null && /^([\\/]|[A-Za-z]:|\$\{)/.test(cwd)) || client.startsInProject;
  if (anchored) return;
  const relative = (text: string) =>
    /^\.{1,2}[\\/]/.test(text) ||
    (/[\\/]/.test(text) && /^[\w.-]+[\\/]/.test(text) && scripts.test(text)) ||
    /^[\w.-]+\.(m?js|cjs|py)$/i.test(text);
  const tell = (path: (string | number)[]) =>
    report(
      'relative-path',
      'warning',
      path,
      `The path is relative, and nobody knows in which folder ${client.title} starts servers.`,
      'Write the full path.',
    );
  if (command !== null && /^\.{1,2}[\\/]|^[\w.-]+[\\/]/.test(command) && !/\s/.test(command)) tell(['command']);
  for (const [index, argument] of args.entries())
    if (relative(argument) && !argument.startsWith('@')) tell(['args', index]);
}
