import { expect, test } from 'vitest';
import { type HistoryEntry, labelHistory } from './label-history.ts';

/** P pass, F fail, W passed on a retry, N not judged; run 1 first. */
function labelsOf(verdicts: string) {
  const names = { P: 'pass', F: 'fail', W: 'warn', N: 'untestable' } as const;
  const history = [...verdicts].map((letter, index): HistoryEntry => {
    return { runId: `run ${index + 1}`, at: index, verdict: names[letter as keyof typeof names] };
  });
  return labelHistory(history.reverse()).map((label) => {
    if (label.kind === 'broken-since') return `broken since ${label.runId}`;
    return label.kind === 'flaky-in-history' ? `flaky ${label.failures}/${label.runs}` : label.kind;
  });
}

test.each([
  ['', []],
  ['P', []],
  ['PPPP', []],
  ['F', ['broken since run 1']],
  ['PPF', ['broken since run 3']],
  ['PFF', ['broken since run 2']],
  ['PNFNF', ['broken since run 3']],
  ['FFP', []],
  ['PFP', ['flaky 1/3']],
  ['PFPF', ['flaky 2/4']],
  ['PFPFF', ['flaky 3/5']],
  ['PFPFFF', ['flaky 4/6', 'broken since run 4']],
  ['PWP', ['flaky 0/3']],
  ['PW', []],
  ['PFN', ['broken since run 2']],
])('%s: %j', (verdicts, labels) => expect(labelsOf(verdicts)).toEqual(labels));
