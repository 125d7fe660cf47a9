import { expect, test } from 'vitest';
import { checks } from './registry.ts';

/** The catalogue's requirements of sections A to E that need nothing from the server or the operator, in its order. */
const catalogue = [
  // A. JSON-RPC base
  'rpc-version-field',
  'rpc-schema-valid',
  'rpc-response-id-echo',
  'rpc-id-type-preserved',
  'rpc-response-exclusive',
  'rpc-result-is-object',
  'rpc-error-shape',
  'rpc-error-id-echo',
  'rpc-single-response',
  'rpc-unsolicited-response',
  'rpc-no-reply-to-notification',
  'rpc-notification-no-id',
  'rpc-unknown-method',
  'rpc-undeclared-capability-method',
  'rpc-parse-error-http',
  'rpc-parse-error-stdio',
  'rpc-invalid-request',
  'rpc-null-id-rejected',
  'rpc-fractional-id-rejected',
  'rpc-params-not-object',
  'rpc-invalid-params',
  'rpc-batch-supported',
  'rpc-batch-rejected',
  'rpc-batch-empty',
  'rpc-concurrent-correlation',
  'rpc-utf8',
  'rpc-meta-key-format',
  'rpc-error-reserved-range',
  'rpc-error-retired-codes',
  'rpc-error-legacy-range',
  'rpc-error-app-range',
  // B. Lifecycle, legacy handshake
  'init-result-shape',
  'init-version-echo',
  'init-version-counteroffer',
  'init-version-latest',
  'init-counteroffer-honoured',
  'init-initialized-accepted',
  'init-no-early-requests',
  'init-revision-vocabulary',
  'init-capabilities-honoured',
  'init-undeclared-not-used',
  'init-client-capability-respected',
  'ping-empty-result',
  'init-instructions-type',
  // C. Lifecycle, modern
  'discover-implemented',
  'discover-shape',
  'discover-versions-true',
  'discover-capabilities-true',
  'discover-not-required',
  'discover-server-info',
  'result-server-info',
  'version-unsupported-error',
  'version-unsupported-consistent',
  'version-checked-every-request',
  'meta-absent-rejected',
  'meta-no-version-rejected',
  'meta-no-capabilities-rejected',
  'meta-wrong-types-rejected',
  'meta-client-info-optional',
  'meta-not-remembered',
  'result-type-present',
  'result-type-known',
  'no-server-requests',
  'removed-methods-gone',
  'list-same-on-every-connection',
  'no-connection-affinity',
  'initialize-error-names-versions',
  'dual-era-coexist',
  'extension-ids-valid',
  // D. Transport, stdio
  'stdio-one-message-per-line',
  'stdio-stdout-clean',
  'stdio-no-server-requests',
  'stdio-final-newline',
  'stdio-notification-scope',
  'stdio-eof-exits',
  'stdio-sigterm-exits',
  'stdio-restart-recoverable',
  'stdio-probe-survivable',
  // E. Transport, Streamable HTTP
  'http-post-endpoint',
  'http-request-content-type',
  'http-json-single-object',
  'http-notification-202',
  'http-notification-rejected',
  'http-client-response-202',
  'http-client-response-rejected',
  'http-sse-wellformed',
  'http-sse-response-arrives',
  'http-sse-closes-after-response',
  'http-sse-related-only',
  'http-sse-accel-header',
  'http-parallel-requests',
  'http-wrong-content-type',
  'http-accept-insufficient',
];

test('the registry holds every requirement of the catalogue that needs nothing, in its order', () => {
  const ids = checks.map((check) => check.id);
  expect(ids.filter((id) => catalogue.includes(id))).toEqual(catalogue);
});

test('ids are unique and texts are whole sentences somebody can act on', () => {
  expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length);
  for (const check of checks) {
    expect(check.title.length, check.id).toBeGreaterThan(10);
    expect(check.fix, check.id).toMatch(/\.$/);
    expect(check.spec, check.id).toMatch(/^(?:docs:\s*)?[a-z][\w/-]*(?:#.+)?$/);
    expect(check.revisions.length, check.id).toBeGreaterThan(0);
    expect(check.transports.length, check.id).toBeGreaterThan(0);
  }
});
