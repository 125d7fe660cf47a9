import type { ResultGroup } from '@mcp-lab/contracts';

export const groupNames: Record<ResultGroup, { title: string; subtitle: string }> = {
  conformance: { title: 'Conformance', subtitle: 'what the specification asks for' },
  parity: { title: 'Parity', subtitle: 'the same over every revision and transport' },
  interop: { title: 'Interop', subtitle: 'what the official client makes of the server' },
  official: { title: 'Official suite', subtitle: 'informative: what the official conformance suite says' },
  functional: { title: 'Functional cases', subtitle: 'what you expect of this server' },
  quality: { title: 'Quality', subtitle: 'apart from conformance: no clause asks for it' },
};
