import type { transportKinds } from '@mcp-lab/contracts';

export const transportNames: Record<(typeof transportKinds)[number], string> = {
  stdio: 'stdio',
  'streamable-http': 'Streamable HTTP',
  'http-sse': 'HTTP+SSE',
};
