import { splitWords } from '../split-words.ts';
import type { EntryScene } from './entry-scene.ts';

const operators = /(^|\s)(&&|\|\||\||;|>|>>|<|2>&1|&)(\s|$)|`|\$\(/;
const windowsScripts = /^(npx|npm|pnpm|pnpx|yarn|bunx?)(\.cmd)?$/i;
const windowsOnly = /^(cmd|powershell|pwsh)(\.exe)?$|\.(exe|cmd|bat|ps1)$|^[A-Za-z]:[\\/]/i;

/** Clients start a program with a list of arguments; what only a shell understands is passed on as it is written. */
export function findCommandProblems({ shared, platform, report, client }: EntryScene): void {
  const { command, args } = shared;
  if (command === null) return;
  if (command !== command.trim())
    report('command', 'error', ['command'], 'The command begins or ends with a blank.', 'Remove it.');
  else if (operators.test(command)) {
    const fix = 'Name one program as the command, or start a shell: "command": "sh", "args": ["-c", "…"].';
    report('shell-syntax', 'error', ['command'], 'The command uses shell syntax; no shell reads it.', fix);
  } else if (isCommandLine(command)) {
    const [program = '', ...rest] = splitWords(command);
    const more = rest.length > 0 ? `, "args": ${JSON.stringify([...rest, ...args].slice(0, 12))}` : '';
    const message = 'The whole command line stands in "command"; it is taken as the name of one program.';
    report('one-string', 'error', ['command'], message, `Write "command": ${JSON.stringify(program)}${more}.`);
  }
  findArgumentProblems(args, isShell(command, args), report);
  const looksWindows = platform === 'win32' || args.some((argument) => /^[A-Za-z]:\\/.test(argument));
  if (looksWindows && windowsScripts.test(command)) {
    report(
      'windows-script',
      platform === 'win32' ? 'error' : 'warning',
      ['command'],
      `On Windows ${command} is a script (.cmd), and ${client.title} cannot start it directly.`,
      `Write "command": "cmd", "args": ["/c", "${command}", …].`,
    );
  }
  if (!looksWindows && windowsOnly.test(command)) {
    report('windows-only', 'warning', ['command'], 'This command exists on Windows only.', 'Name the program itself.');
  }
}

/** A path may hold blanks (`C:\\Program Files`); a bare name, or a path before an option, does not. */
function isCommandLine(command: string): boolean {
  return /^[\w.@+-]+\s+\S/.test(command) || /^\S+\s+-/.test(command);
}

function isShell(command: string, args: readonly string[]): boolean {
  const name = command.split(/[\\/]/).at(-1) ?? '';
  return (
    /^(ba|z|da|k|fi)?sh$|^cmd(\.exe)?$|^p(ower)?w?sh(ell)?(\.exe)?$/.test(name) &&
    args.some((argument) => /^[-/]\w*c/i.test(argument))
  );
}

function findArgumentProblems(args: readonly string[], inShell: boolean, report: EntryScene['report']): void {
  for (const [index, argument] of args.entries()) {
    const path = ['args', index];
    if (!inShell && /^(&&|\|\||\||;|>|>>|<|2>&1|&)$/.test(argument)) {
      const message = `The argument ${argument} is for a shell; the program gets it as it is written.`;
      report('shell-syntax', 'error', path, message, 'Name one program only, or start a shell with -c.');
    }
    if (/^(["']).*\1$/s.test(argument)) {
      const message = 'The argument stands in quotes of its own, and the program gets them, too.';
      report(
        'quoted-argument',
        'warning',
        path,
        message,
        'Remove the inner quotes: each member of "args" is one argument anyway.',
      );
    }
    if (!inShell && /^--?[A-Za-z][\w-]*\s+\S/.test(argument)) {
      const message = 'Several arguments stand in one text; the program gets them as one.';
      report('one-string', 'error', path, message, 'Write each argument as a member of "args" of its own.');
    }
  }
}
