import type { JsonObject } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { judgeDialogue, type Line, legacyOpening, request } from '../jsonrpc/judge-dialogue.ts';
import { tasks11ListContainsCheck } from './tasks11-list-contains.ts';
import { tasks11ResultBlocksCheck } from './tasks11-result-blocks.ts';
import { tasks11TransitionsCheck } from './tasks11-transitions.ts';

const time = '2026-01-31T12:00:00Z';
const opening = legacyOpening('2025-11-25', { tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } } });
const task = (status: string): JsonObject => ({ taskId: 't', status, createdAt: time, lastUpdatedAt: time, ttl: null });
const ask = (id: number, method: string, params: JsonObject = { taskId: 't' }): Line => [
  '>',
  request(id, method, params),
];
const answer = (id: number, result: JsonObject): Line => ['<', { jsonrpc: '2.0', id, result }];
const create: Line[] = [
  ask(1, 'tools/call', { name: 'job', arguments: {}, task: {} }),
  answer(1, { task: task('working') }),
];

test('a task that is taken up again is seen, answers that overtake each other are not', async () => {
  const judge = async (lines: Line[]) =>
    (await judgeDialogue(tasks11TransitionsCheck, '2025-11-25', [...opening, ...create, ...lines])).verdict;
  const done = [ask(2, 'tasks/get'), answer(2, task('completed'))];
  expect(await judge([...done, ask(3, 'tasks/get'), answer(3, task('completed'))])).toBe('pass');
  expect(await judge([...done, ask(3, 'tasks/get'), answer(3, task('working'))])).toBe('fail');
  const crossing = [ask(3, 'tasks/get'), ...done, answer(3, task('working'))];
  expect(await judge([...crossing, ask(4, 'tasks/get'), answer(4, task('completed'))])).toBe('pass');
  expect(await judge([ask(2, 'tasks/get'), answer(2, task('queued'))])).toBe('fail');
});

test('a result that comes before the end is seen', async () => {
  const judge = async (then: string) => {
    const lines = [
      ...create,
      ask(2, 'tasks/result'),
      answer(2, { content: [] }),
      ask(3, 'tasks/get'),
      answer(3, task(then)),
    ];
    return (await judgeDialogue(tasks11ResultBlocksCheck, '2025-11-25', [...opening, ...lines])).verdict;
  };
  expect(await judge('completed')).toBe('pass');
  expect(await judge('working')).toBe('fail');
});

test('a list counts with all its pages', async () => {
  const judge = async (lines: Line[]) =>
    (
      await judgeDialogue(tasks11ListContainsCheck, '2025-11-25', [
        ...opening,
        ...create,
        ask(2, 'tasks/get'),
        answer(2, task('completed')),
        ...lines,
      ])
    ).verdict;
  const first = [ask(3, 'tasks/list', {}), answer(3, { tasks: [], nextCursor: 'more' })];
  expect(
    await judge([...first, ask(4, 'tasks/list', { cursor: 'more' }), answer(4, { tasks: [task('completed')] })]),
  ).toBe('pass');
  expect(await judge([...first, ask(4, 'tasks/list', { cursor: 'more' }), answer(4, { tasks: [] })])).toBe('fail');
  expect(await judge(first)).toBe('untestable');
});
