import type { DoctorFinding } from '@mcp-lab/contracts';
import type { ProcessEvidence } from './process-evidence.ts';

type Said = Omit<DoctorFinding, 'level'>;

const byWords: { pattern: RegExp; why: string; fix: string }[] = [
  {
    pattern: /Cannot find (module|package)|ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND/,
    why: 'Node did not find a file or package.',
    fix: 'Check the path and the working directory, build the server, or install its dependencies (npm install).',
  },
  {
    pattern: /ModuleNotFoundError|No module named/,
    why: 'Python did not find a module.',
    fix: 'Install the server into the Python that is started here, or start it with uv or its virtual environment.',
  },
  {
    pattern: /can't open file|No such file or directory/,
    why: 'A file it needs is not there.',
    fix: 'Check the paths among the arguments, and the working directory.',
  },
  {
    pattern: /EADDRINUSE|address already in use/i,
    why: 'The port it wants is taken, perhaps by another copy of itself.',
    fix: 'Stop what uses the port, or give the server another one.',
  },
  {
    pattern: /npm (ERR!|error).*(E404|404)|could not determine executable|404 Not Found/is,
    why: 'The package registry has no such package or version.',
    fix: 'Correct the name or version of the package.',
  },
  {
    pattern: /npm (ERR!|error).*(ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN)|network/is,
    why: 'The package registry was not reached.',
    fix: 'Check the network and proxy, or install the server beforehand.',
  },
  {
    pattern: /Unsupported engine|EBADENGINE|SyntaxError: Unexpected token|requires? Node|Python \d.* (is )?required/i,
    why: 'It may want a newer interpreter than the one that is started here.',
    fix: 'Install the version it asks for, and write its full path as the command.',
  },
  {
    pattern: /unknown (option|argument|flag)|unrecognized (argument|option)|invalid (option|argument)|usage:/i,
    why: 'It does not understand its arguments, or wants some.',
    fix: 'Compare the arguments with what its documentation says; many servers want "stdio".',
  },
  {
    pattern: /permission denied|EACCES|EPERM/i,
    why: 'It may not do what it wants to do.',
    fix: 'Give the user who starts it the permission it names.',
  },
];

const bySignal: Record<string, string> = {
  SIGKILL: 'Something killed it: a memory limit, perhaps, or the system for want of memory.',
  SIGSEGV: 'It crashed in native code.',
  SIGABRT: 'It gave up in native code; Node does so when its heap is full.',
  SIGILL: 'It is built for another kind of processor.',
  SIGBUS: 'It crashed in native code.',
};

/** Why a process ended before it answered. */
export function explainExit({ exit, words, firstByteMs }: ProcessEvidence): Said {
  const what = `The process ended with ${exit?.how ?? 'nothing known'} after ${Math.round(exit?.afterMs ?? 0)} ms, before it answered.`;
  const signal = exit?.signal ?? null;
  if (signal !== null) return { what, why: bySignal[signal] ?? `It was ended by ${signal}.`, fix: runByHand };
  const known = byWords.find(({ pattern }) => pattern.test(words));
  if (known !== undefined) return { what, why: known.why, fix: known.fix };
  if (exit?.code === 126)
    return { what, why: 'What it starts may not be executed.', fix: 'Make that file executable (chmod +x).' };
  if (exit?.code === 127)
    return { what, why: 'A program it starts was not found.', fix: 'Check PATH in the environment of the server.' };
  if (exit?.code === 0) {
    const why =
      firstByteMs === null
        ? 'It did what it was told, and nothing more.'
        : 'It wrote something and was done: a help text, perhaps.';
    return { what, why, fix: 'Check that this command starts a server in stdio mode; many want an argument for it.' };
  }
  return { what, why: words === '' ? 'It said nothing about it.' : 'Its last words are below.', fix: runByHand };
}

const runByHand =
  'Run the same command in a terminal to see why it ends: a wrong argument, a missing setting, a missing file.';
