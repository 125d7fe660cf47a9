import type { ResultGroup } from '@mcp-lab/contracts';

export const groupNames: Record<ResultGroup, { title: string; subtitle: string }> = {
  conformance: { title: 'Conformance', subtitle: 'what the specification asks for' },
  functional: { title: 'Functional cases', subtitle: 'what you expect of this server' },
  quality: { title: 'Quality', subtitle: 'apart from conformance: no clause asks for it' },
};
