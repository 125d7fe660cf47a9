import type { TextExpectation } from '@mcp-lab/contracts';
import { compilePattern } from './safe-pattern.ts';
import { showValue } from './show-value.ts';

type TextParts = Exclude<TextExpectation, string>;

/** What an expectation finds wrong with a text; `name` says which text. */
export function judgeText(name: string, expected: TextExpectation, text: string): string[] {
  const { equals, contains, matches }: TextParts = typeof expected === 'string' ? { equals: expected } : expected;
  const was = `but is ${showValue(text)}`;
  const faults: string[] = [];
  if (equals !== undefined && text !== equals) faults.push(`${name} should be ${showValue(equals)}, ${was}`);
  for (const part of contains === undefined ? [] : [contains].flat()) {
    if (!text.includes(part)) faults.push(`${name} should contain ${showValue(part)}, ${was}`);
  }
  if (matches !== undefined && !compilePattern(matches)(text)) faults.push(`${name} should match ${matches}, ${was}`);
  return faults;
}
