import { expect, test } from 'vitest';
import { LogThrottle } from './log-throttle.ts';

function create() {
  const lines: string[] = [];
  const clock = { ms: 0 };
  const throttle = new LogThrottle({
    write: (line) => lines.push(line),
    now: () => clock.ms,
    linesPerSecond: 10,
    burst: 3,
    maxLineLength: 20,
  });
  return { lines, clock, push: (text: string | Buffer) => throttle.push(Buffer.from(text)), end: () => throttle.end() };
}

test('cuts into lines, also where a chunk ends within a character', () => {
  const { lines, push, end } = create();
  const bytes = Buffer.from('one\r\nö\nrest');
  push(bytes.subarray(0, 6));
  expect(lines).toEqual(['one']);
  push(bytes.subarray(6));
  end();
  expect(lines).toEqual(['one', 'ö', 'rest']);
});

test('a flood is counted, and the count is told with the next line that gets through', () => {
  const { lines, clock, push, end } = create();
  push('1\n2\n3\n4\n5\n');
  expect(lines).toEqual(['1', '2', '3']);
  clock.ms = 200;
  push('6\n');
  expect(lines.slice(3)).toEqual(['[2 lines were left out: more than 10 a second]', '6']);
  push('7\n8\n9\n');
  end();
  expect(lines.at(-1)).toBe('[2 lines were left out: more than 10 a second]');
});

test('a line without an end does not grow', () => {
  const { lines, push } = create();
  push('x'.repeat(50));
  push('y\n');
  expect(lines).toEqual(['x'.repeat(20), 'y']);
});
