import type { Check } from '../check/check.ts';
import { loadChecks } from '../checks/load-checks.ts';

/** Clauses of other sections that are a matter of the suite all the same. */
const others = [
  'tools-xheader-sensitive',
  'elicit-form-no-links',
  'elicit-url-no-secrets',
  'mrtr-state-tamper',
  'mrtr-state-cross-user',
  'mrtr-state-cross-request',
  'mrtr-state-expiry',
  'cache-public-not-personal',
];
/** Asked by the probe `uri-traversal` with canaries; the check asks for well-known files of the machine. */
const replaced = ['sec-path-traversal'];

/**
 * What the conformance suite already judges of Origin and Host, credentials, OAuth metadata and the handling of tokens:
 * judged by the same checks, so that both suites say the same.
 */
export async function suiteChecks(): Promise<Check[]> {
  const checks = await loadChecks();
  return checks.filter(
    ({ id, area }) => !replaced.includes(id) && (area === 'security' || area === 'auth' || others.includes(id)),
  );
}
