import type { StdioTarget } from '@mcp-lab/wire';
import { splitWords } from '../client-config/split-words.ts';
import { type CommandSearch, findCommand, linkTarget } from './find-command.ts';
import { type Executable, inspectExecutable } from './inspect-executable.ts';
import type { StepDraft } from './step-draft.ts';
import { usualPlaces } from './usual-places.ts';

const builtins =
  'alias bg cd eval exec exit export fg history jobs pushd popd set source type ulimit umask unalias unset . :'.split(
    ' ',
  );
const windowsCommand = /\.(exe|cmd|bat|ps1|com)$|^(cmd|powershell)$|^[A-Za-z]:[\\/]/i;
const interpreters: Record<string, string> = {
  js: 'node',
  mjs: 'node',
  cjs: 'node',
  ts: 'node',
  py: 'python3',
  rb: 'ruby',
  sh: 'sh',
  php: 'php',
  jar: 'java',
};

export interface CommandLook {
  search: CommandSearch;
  cwd: string;
  platform: NodeJS.Platform;
}

/** Whether there is such a program, and whether the system can start it. */
export async function lookAtCommand(step: StepDraft, target: StdioTarget, look: CommandLook): Promise<void> {
  const { command } = target;
  const { search, platform } = look;
  if (command.trim() === '') {
    step.seen = 'The command is empty.';
    step.fail({ what: 'The command is empty.', why: 'There is nothing to start.', fix: 'Name a program.' });
    return;
  }
  if (search.file === null && search.passedOver.every(({ why }) => why === 'dangling')) {
    await explainAbsence(step, target, look);
    return;
  }
  const file = search.file ?? search.passedOver.find(({ why }) => why !== 'dangling')?.file ?? command;
  step.seen = file === command ? `${file} exists.` : `${command} is ${file}.`;
  if (search.file === null) return;
  const kind = await inspectExecutable(file).catch(() => null);
  if (kind !== null) await judgeKind(step, { kind, file, target, look });
  if (platform === 'win32' && /\.(cmd|bat)$/i.test(file)) {
    step.suspect({
      what: `${command} is a script (${file}).`,
      why: 'Windows starts .cmd and .bat files through a shell only, and clients use none.',
      fix: `Write the command as cmd, with the arguments /c ${command} …`,
    });
  }
  judgeArguments(step, target);
}

async function explainAbsence(step: StepDraft, target: StdioTarget, { search, platform }: CommandLook): Promise<void> {
  const { command } = target;
  const [first = '', ...rest] = splitWords(command);
  const dangling = search.passedOver[0];
  step.seen =
    search.searched.length > 0
      ? `No program ${command} in ${search.searched.length} directories of PATH.`
      : `There is no file ${command}.`;
  step.evidence = search.searched;
  if (dangling !== undefined) {
    const what = `${dangling.file} is a link to ${await linkTarget(dangling.file)}, which does not exist.`;
    step.fail({ what, why: 'What it led to was moved or removed.', fix: 'Install it again, or correct the link.' });
  } else if (/^~[\\/]/.test(command)) {
    const fix = 'Write the full path of your home folder.';
    step.fail({ what: `${command} begins with "~".`, why: 'Only a shell replaces it, and clients use none.', fix });
  } else if (/&&|\|\||[|;<>`]|\$\(/.test(command)) {
    const fix = 'Name one program, or start a shell: sh, with the arguments -c and the line.';
    step.fail({ what: `${command} is a line for a shell.`, why: 'Clients start programs without a shell.', fix });
  } else if (
    rest.length > 0 &&
    (await findCommand(first, { path: target.env.PATH, cwd: target.cwd ?? '/', platform })).file
  ) {
    const fix = `Write ${first} as the command, and ${rest.map((word) => JSON.stringify(word)).join(', ')} as arguments.`;
    step.fail({
      what: 'The whole command line stands in the command.',
      why: 'It is taken for the name of one program.',
      fix,
    });
  } else if (builtins.includes(command)) {
    const fix = 'Name a program. To change the directory, set cwd; to set a variable, use env.';
    step.fail({
      what: `${command} is a command of the shell, not a program.`,
      why: 'Clients start programs without a shell.',
      fix,
    });
  } else if (platform !== 'win32' && windowsCommand.test(command)) {
    const fix = 'Name the program itself, without cmd /c.';
    step.fail({ what: `${command} exists on Windows only.`, why: 'This machine does not run Windows.', fix });
  } else if (search.searched.length === 0) {
    const isRelative = !command.startsWith('/') && !/^[A-Za-z]:/.test(command);
    step.fail({
      what: `The file ${command} does not exist.`,
      why: isRelative
        ? `It is looked for in ${target.cwd ?? 'the directory the client was started in'}.`
        : 'There is nothing to start.',
      fix: isRelative ? 'Write the full path.' : 'Correct the path.',
    });
  } else await explainNotOnPath(step, target, platform);
}

async function explainNotOnPath(step: StepDraft, target: StdioTarget, platform: NodeJS.Platform): Promise<void> {
  const { command } = target;
  const places = await usualPlaces(target.env.HOME);
  const elsewhere = await findCommand(command, { path: places.join(':'), cwd: '/', platform });
  const noPath = target.env.PATH === undefined ? ' No PATH is set in its environment.' : '';
  if (elsewhere.file !== null) {
    step.fail({
      what: `${command} is not on PATH.${noPath}`,
      why: `It is installed as ${elsewhere.file}, in a directory PATH does not name.`,
      fix: `Write ${elsewhere.file} as the command, or add its directory to PATH in the environment of the server.`,
    });
    return;
  }
  const hints: Record<string, string> = {
    npx: 'Install Node.js.',
    node: 'Install Node.js.',
    npm: 'Install Node.js.',
    uvx: 'Install uv.',
    uv: 'Install uv.',
    python: 'Install Python, or try python3.',
    docker: 'Install Docker.',
    bunx: 'Install Bun.',
    deno: 'Install Deno.',
  };
  step.fail({
    what: `${command} was not found.${noPath}`,
    why: 'No directory of PATH holds a program of this name.',
    fix: hints[command] ?? `Install ${command}, or write its full path.`,
  });
}

interface KindScene {
  kind: Executable;
  file: string;
  target: StdioTarget;
  look: CommandLook;
}

async function judgeKind(step: StepDraft, { kind, file, target, look }: KindScene): Promise<void> {
  const { platform, cwd } = look;
  if (kind.kind === 'empty') {
    step.suspect({ what: `${file} is empty.`, why: 'It does nothing and ends.', fix: 'Install the server again.' });
  } else if (kind.kind === 'text') {
    judgeText(step, file, kind.mark);
  } else if (kind.kind === 'script') {
    await judgeScript(step, { kind, file, target, look });
  } else if (kind.kind === 'windows' && platform !== 'win32') {
    step.suspect({
      what: `${file} is a program for Windows.`,
      why: 'This machine does not run Windows.',
      fix: 'Install the one for this machine.',
    });
  } else if ((kind.kind === 'mach-o' && platform !== 'darwin') || (kind.kind === 'elf' && platform !== 'linux')) {
    const made = kind.kind === 'elf' ? 'Linux' : 'macOS';
    step.suspect({
      what: `${file} is a program for ${made}.`,
      why: 'This machine runs another system.',
      fix: 'Install the one for this machine.',
    });
  } else if (kind.kind === 'elf') {
    const runsHere = kind.machine === process.arch || (kind.machine === 'ia32' && process.arch === 'x64');
    if (kind.machine !== null && !runsHere) {
      const what = `${file} is built for ${kind.machine}; this machine is ${process.arch}.`;
      step.suspect({
        what,
        why: 'The processor does not understand it.',
        fix: `Install the build for ${process.arch}.`,
      });
    }
    const loader = kind.loader === null ? null : await findCommand(kind.loader, { path: '', cwd, platform });
    if (kind.loader !== null && loader?.file === null && loader.passedOver.length === 0) {
      step.suspect({
        what: `${file} needs the loader ${kind.loader}, which is not here.`,
        why: 'It is built for another C library (musl or glibc) or another distribution.',
        fix: 'Install the build for this distribution.',
      });
    }
  }
}

function judgeText(step: StepDraft, file: string, mark: boolean): void {
  const interpreter = interpreters[/\.(\w+)$/.exec(file)?.[1] ?? ''];
  if (mark) {
    const why = 'The system looks for #! in the very first bytes, and a byte order mark stands there.';
    step.suspect({ what: `${file} begins with a byte order mark.`, why, fix: 'Save it as UTF-8 without the mark.' });
    return;
  }
  const fix =
    interpreter === undefined
      ? 'Begin the file with a line such as #!/usr/bin/env node.'
      : `Write ${interpreter} as the command and the file as its first argument, or begin the file with #!/usr/bin/env ${interpreter}.`;
  step.suspect({
    what: `${file} has no #! line.`,
    why: 'The system does not know what runs it, and a shell takes it for its own.',
    fix,
  });
}

async function judgeScript(step: StepDraft, scene: KindScene): Promise<void> {
  const { kind, file, target, look } = scene;
  if (kind.kind !== 'script') return;
  const { cwd, platform } = look;
  if (kind.lineEnd === 'crlf') {
    const why = 'The end of the first line is taken for a part of the name of its interpreter.';
    step.suspect({
      what: `${file} has Windows line ends.`,
      why,
      fix: 'Save it with LF line ends (for example dos2unix).',
    });
    return;
  }
  const isEnv = /\/env$/.test(kind.interpreter);
  const words = (kind.argument ?? '').split(' ').filter((word) => !word.startsWith('-') && !word.includes('='));
  const interpreter = isEnv ? (words[0] ?? '') : kind.interpreter;
  const search = await findCommand(interpreter, { path: target.env.PATH, cwd, platform });
  if (interpreter !== '' && search.file === null) {
    step.suspect({
      what: `${file} is run by ${interpreter}, which was not found.`,
      why: isEnv ? 'It is looked for on PATH, and no directory there holds it.' : 'There is no such file.',
      fix: `Install ${interpreter}, or write the full path of it as the command and the file as its first argument.`,
    });
  }
}

function judgeArguments(step: StepDraft, { command, args }: StdioTarget): void {
  const isShell = /(^|[\\/])(ba|z|da|k|fi)?sh$/.test(command);
  const operator = args.find((argument) => /^(&&|\|\||\||;|>|>>|<|2>&1|&)$/.test(argument));
  if (operator !== undefined && !isShell) {
    step.suspect({
      what: `One of the arguments is ${operator}.`,
      why: 'That is for a shell, and there is none: the program gets it as it is written.',
      fix: 'Name one program only, or start a shell: sh, with the arguments -c and the line.',
    });
  }
  if (args.some((argument) => /^~[\\/]/.test(argument))) {
    step.suspect({
      what: 'An argument begins with "~".',
      why: 'Only a shell replaces it, and clients use none.',
      fix: 'Write the full path of your home folder.',
    });
  }
}
