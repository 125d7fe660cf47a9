import type { Expectation, FuzzFailure } from '@mcp-lab/contracts';
import type { Failure } from '../tool-report.ts';

/** Calls that are larger than this are not kept with a result. */
const maxLabelBytes = 48 * 1024;

/** Everything that is needed to send a failure again and to make a case of it. Secrets are taken out by `redact`. */
export function failureLabel(failure: Failure, redact: (text: string) => string): FuzzFailure {
  const { signature, seed, path, shrinks, confirmed, calls } = failure;
  const text = redact(JSON.stringify(calls));
  return {
    kind: 'fuzz-failure',
    signature: redact(signature),
    seed,
    path: path === null ? null : path.slice(0, 2_000),
    shrinks: Math.max(0, shrinks),
    confirmed,
    calls: text.length > maxLabelBytes ? [] : (JSON.parse(text) as FuzzFailure['calls']),
    expect: expectationOf(failure),
  };
}

const refused: Expectation = { outcome: ['tool_error', 'protocol_error'] };

/** The kind of error stays what it was; only its shape is to be mended. */
function errorShapeOf(reason: string): Expectation {
  if (reason.includes('$.error')) {
    const assert = [
      { path: '$.code', type: 'integer' as const },
      { path: '$.message', type: 'string' as const },
    ];
    return { outcome: 'protocol_error', assert };
  }
  if (!reason.includes('$.result')) return { outcome: ['ok', 'tool_error', 'protocol_error'] };
  return { outcome: 'tool_error', assert: [{ path: '$.content', type: 'array' }] };
}

/** What the last call should have come to, in the words of a functional case. */
function expectationOf({ violation, input }: Failure): Expectation | null {
  switch (violation.invariant) {
    case 'valid-accepted':
      return { outcome: 'ok' };
    case 'invalid-refused':
      return refused;
    case 'output-schema':
      return { outcome: 'ok', outputSchema: true };
    case 'error-shape':
      return errorShapeOf(violation.reason);
    case 'memory':
      return null;
    default:
      return input.broken === undefined ? { outcome: ['ok', 'tool_error', 'protocol_error'] } : refused;
  }
}
