import type { FunctionalStep, FuzzFailure } from '@mcp-lab/contracts';
import type { GeneratedCase, GeneratedCases } from '../../functional/generate-cases.ts';
import type { Result } from '../../run/result.ts';

/**
 * Functional cases that say what should come for the calls that broke something: red as long as it is broken. Without an
 * expectation of its own a call before the last may end as it likes.
 */
export function casesOfFuzz(
  results: readonly Pick<Result, 'checkId' | 'title' | 'reason' | 'labels'>[],
): GeneratedCases {
  const generated: GeneratedCases = { cases: [], leftOut: [] };
  const names = new Set<string>();
  for (const { checkId, title, labels = [] } of results) {
    for (const label of labels) {
      if (label.kind !== 'fuzz-failure') continue;
      const { calls, expect } = label;
      if (calls.length === 0 || expect === null) {
        generated.leftOut.push(
          `${label.signature}: ${calls.length === 0 ? 'its calls were too large to be kept' : 'no single answer shows it'}`,
        );
        continue;
      }
      const steps = calls.map((call, index) => toStep(call, index === calls.length - 1 ? expect : undefined));
      generated.cases.push(toCase(uniqueName(checkId, names), title, label, steps));
    }
  }
  return generated;
}

const anyAnswer: FunctionalStep['expect'] = { outcome: ['ok', 'tool_error', 'protocol_error'] };

function toStep(
  { tool, arguments: args, save }: FuzzFailure['calls'][number],
  expect: FunctionalStep['expect'],
): FunctionalStep {
  return {
    tool,
    arguments: args,
    ...(save !== undefined && { save }),
    expect: expect ?? (save === undefined ? anyAnswer : { outcome: 'ok' }),
  };
}

function toCase(
  name: string,
  title: string,
  { signature, seed, path }: FuzzFailure,
  steps: FunctionalStep[],
): GeneratedCase {
  // After the call that did it: the server is to be there still.
  const afterwards: FunctionalStep = { title: 'still answers', request: { method: 'tools/list' } };
  const origin = path === null ? '' : ` fast-check seed ${seed}, path ${path.slice(0, 80)}.`;
  return {
    case: { name, tags: ['fuzz'], steps: [...steps, afterwards] },
    comment: `${title}. Found by the fuzz suite: ${signature}.${origin}`,
  };
}

function uniqueName(checkId: string, names: Set<string>): string {
  let name = checkId.slice(0, 150);
  for (let number = 2; names.has(name); number++) name = `${checkId.slice(0, 150)} (${number})`;
  names.add(name);
  return name;
}
