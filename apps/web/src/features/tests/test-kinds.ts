import type { TestKind } from '@mcp-lab/contracts';

/** What each suite does, for people who choose one. */
export const testKindHints: Record<TestKind, string> = {
  conformance: 'Everything the specification demands.',
  functional: 'Your own cases; written on the page of the test.',
  fuzz: 'Valid and invalid arguments made from the tools’ own schemas; finds crashes, hangs and wrong answers.',
  consistency: 'Parallel writes read back: nothing lost, nothing twice. Writes only where side effects are allowed.',
  process: 'How process and sessions take being ended, flooded, abandoned and slowed down.',
  security: 'Looks for weaknesses with canaries on this machine only: hidden text, traversal, SSRF, injection.',
  chaos: 'A steady load, faults one after another, and whether it comes back.',
};
