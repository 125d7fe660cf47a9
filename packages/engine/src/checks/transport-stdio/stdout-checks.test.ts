import { createTranscript, type Frame } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { judgeDialogue, type Line, legacyOpening } from '../jsonrpc/judge-dialogue.ts';
import { leftByItself } from './process-ending.ts';
import { stdioOneMessagePerLineCheck } from './stdio-one-message-per-line.ts';
import { stdioStdoutCleanCheck } from './stdio-stdout-clean.ts';
import { stdoutLines } from './stdout-lines.ts';

const revision = '2025-11-25';
const message = { jsonrpc: '2.0', id: 1, result: { text: 'a "quoted" }{ brace \\' } };
const printed = (...lines: string[]): Line[] => lines.map((line) => ['<', Buffer.from(line)]);
const pretty = JSON.stringify(message, null, 2).split('\n');

const cases: [what: string, lines: Line[], oneMessage: Verdict, clean: Verdict][] = [
  ['messages only', [['<', message]], 'pass', 'pass'],
  ['a batch', [['<', [message, message]]], 'pass', 'pass'],
  ['a banner', printed('Server started'), 'pass', 'fail'],
  ['a banner in brackets', printed('[info] ready'), 'pass', 'fail'],
  ['a blank line', printed(''), 'pass', 'fail'],
  ['a line of structured log', [['<', { level: 30, msg: 'ready' }]], 'pass', 'fail'],
  ['a scalar', [['<', 'ready']], 'pass', 'fail'],
  ['an empty array', [['<', []]], 'pass', 'fail'],
  ['two messages on a line', printed(JSON.stringify(message) + JSON.stringify(message)), 'fail', 'pass'],
  ['a message and more text on a line', printed(`${JSON.stringify(message)} done`), 'pass', 'fail'],
  ['a message over lines', printed(...pretty), 'fail', 'pass'],
  ['a message over lines, then a banner', printed(...pretty, 'ready'), 'fail', 'fail'],
  ['an object over lines that is no message', printed('{', '"level": 30', '}'), 'pass', 'fail'],
];

async function verdictOf(check: Check, lines: Line[]): Promise<Verdict> {
  const outcome = await judgeDialogue(check, revision, [...legacyOpening(revision), ...lines]);
  return outcome.verdict;
}

test.each(cases)('%s', async (_what, lines, oneMessage, clean) => {
  expect(await verdictOf(stdioOneMessagePerLineCheck, lines)).toBe(oneMessage);
  expect(await verdictOf(stdioStdoutCleanCheck, lines)).toBe(clean);
});

function framesOf(text: string, notes: string[], change: Partial<Frame> = {}): readonly Frame[] {
  const transcript = createTranscript();
  const common = { connection: 0, firstByteNs: 0, lastByteNs: 0, droppedBytes: 0, direction: 'received' } as const;
  transcript.append({ ...common, kind: 'message', stream: 'stdout', raw: Buffer.from(text), ...change });
  for (const note of notes) {
    transcript.append({ ...common, kind: 'lifecycle', stream: null, raw: Buffer.alloc(0), note });
  }
  return transcript.frames;
}

test('what a signal cut off is not held against the server, what it left unfinished itself is', () => {
  const half = '{"jsonrpc":"2.0","id":1,"res';
  const killed = framesOf(half, ['exited with signal SIGKILL'], { terminated: false });
  const left = framesOf(half, ['exited with code 0'], { terminated: false });
  expect(stdoutLines(killed).map(({ kind }) => kind)).toEqual(['unknown']);
  expect(stdoutLines(left).map(({ kind }) => kind)).toEqual(['not-json']);
});

test('a line longer than what is kept is not judged', () => {
  expect(stdoutLines(framesOf('{"jsonrpc":', [], { droppedBytes: 9 })).map(({ kind }) => kind)).toEqual(['unknown']);
});

test('only an exit code without any signal is an ending of its own', () => {
  expect(leftByItself(framesOf('', ['stdin closed', 'exited with code 1']))).toBe(true);
  expect(leftByItself(framesOf('', ['SIGTERM sent to the group', 'exited with code 143']))).toBe(false);
  expect(leftByItself(framesOf('', ['exited with signal SIGKILL']))).toBe(false);
  expect(leftByItself(framesOf('', []))).toBe(false);
});
