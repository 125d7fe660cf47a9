const names: Record<string, string> = {
  jsonrpc: 'JSON-RPC',
  'transport-http': 'HTTP transport',
  'transport-stdio': 'stdio transport',
};

/** An area of checks for people; areas this build does not know are written out of their id. */
export function areaName(area: string): string {
  const words = area.replaceAll('-', ' ');
  return names[area] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
