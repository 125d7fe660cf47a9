import type { ResultGroup } from '@mcp-lab/contracts';

export const groupNames: Record<ResultGroup, { title: string; subtitle: string }> = {
  conformance: { title: 'Conformance', subtitle: 'what the specification asks for' },
  parity: { title: 'Parity', subtitle: 'the same over every revision and transport' },
  interop: { title: 'Interop', subtitle: 'what the official client makes of the server' },
  official: { title: 'Official suite', subtitle: 'informative: what the official conformance suite says' },
  functional: { title: 'Functional cases', subtitle: 'what you expect of this server' },
  fuzz: { title: 'Fuzz', subtitle: 'inputs made from the server’s own schemas' },
  consistency: { title: 'Consistency', subtitle: 'whether what was acknowledged is there afterwards' },
  process: { title: 'Process and sessions', subtitle: 'how it takes being tormented' },
  'security-suite': { title: 'Security suite', subtitle: 'evidence of weaknesses, and the confidence in it' },
  load: { title: 'Load', subtitle: 'what it sustained, against the thresholds' },
  chaos: { title: 'Chaos', subtitle: 'whether the steady state holds under faults and returns' },
  quality: { title: 'Quality', subtitle: 'apart from conformance: no clause asks for it' },
};
