import { functionalCasesSchema } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { placeIssues, printCasesText, readCasesText } from './cases-text.ts';

const text = `# mine
cases:
  - name: adds
    steps:
      - tool: add
        arguments: { a: 1, b: 2 }
        expect:
          assert:
            - path: $.sum
              equals: 3
`;

test('what is printed is read again as it was', () => {
  const reading = readCasesText(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  const cases = functionalCasesSchema.parse(reading.cases);
  const again = readCasesText(printCasesText(cases));
  expect(again.ok && functionalCasesSchema.parse(again.cases)).toEqual(cases);
  expect(printCasesText([])).toBe('');
  expect(readCasesText('')).toMatchObject({ ok: true, cases: [] });
  expect(readCasesText('- name: x\n  steps: [{ tool: y }]')).toMatchObject({ ok: true });
});

test('each mistake has its line', () => {
  const reading = readCasesText(text.replace('equals: 3', 'equalz: 3').replace('tool: add', 'tol: add'));
  if (reading.ok) throw new Error('it was accepted');
  expect(reading.issues.map(({ line }) => line)).toEqual(expect.arrayContaining([5, 9, 10]));
  expect(reading.issues.map(({ message }) => message).join('\n')).toContain('equalz: is not known here');
  expect(readCasesText('cases: [')).toMatchObject({ ok: false, issues: [{ line: 1 }] });
});

test('what the lab says is shown at the line it means', () => {
  const reading = readCasesText(text);
  if (!reading.ok) throw new Error('it was refused');
  const issues = [
    { path: 'body.cases.0.steps.0.expect.assert.0.path', message: 'no JSONPath' },
    { path: 'body.name', message: 'too long' },
  ];
  expect(placeIssues(issues, reading.lineOf)).toEqual([
    { line: 9, message: '0.steps.0.expect.assert.0.path: no JSONPath' },
  ]);
});
