import type { EntryScene } from './entry-scene.ts';

const httpTypes = ['http', 'sse', 'streamable-http', 'streamablehttp', 'streamable_http'];
/** How each client spells the newer HTTP transport, where it is particular. */
const spellings: Record<string, string> = { cline: 'streamableHttp', vscode: 'http', 'mcp-json': 'http' };

export function findTransportProblems({ client, entry, shared, report }: EntryScene): void {
  const { type, command, url } = shared;
  const declared = type?.toLowerCase() ?? null;
  const written = Object(entry.written) as Record<string, unknown>;
  if (url !== null && client.id === 'claude-desktop') {
    report(
      'transport',
      'error',
      ['url'],
      'Claude Desktop only starts commands from this file; an address in it is not used.',
      'Add the server under Settings, Connectors, or start a bridge such as mcp-remote as the command.',
    );
  }
  if (url !== null && type === null && client.id === 'mcp-json') {
    report(
      'transport',
      'error',
      ['url'],
      'Claude Code takes an entry without "type" for a command.',
      'Add "type": "http".',
    );
  }
  if (client.id === 'windsurf' && 'url' in written && !('serverUrl' in written)) {
    report(
      'transport',
      'warning',
      ['url'],
      'Windsurf documents "serverUrl" for addresses.',
      'Rename "url" to "serverUrl".',
    );
  }
  if (declared !== null && httpTypes.includes(declared)) {
    if (command !== null && url === null)
      report(
        'transport',
        'error',
        ['type'],
        `The type is "${type}", but the entry has a command.`,
        'Write "type": "stdio".',
      );
    const wanted = spellings[client.id];
    const isOld = declared === 'sse';
    if (!isOld && wanted !== undefined && wanted !== type && client.id === 'cline') {
      report('transport', 'error', ['type'], `Cline does not know the type "${type}".`, `Write "type": "${wanted}".`);
    }
    findPathMismatch(isOld, url, report, client.id === 'gemini-cli');
  }
  if (declared === 'stdio' && url !== null && command === null)
    report(
      'transport',
      'error',
      ['type'],
      'The type is "stdio", but the entry has an address.',
      'Write "type": "http".',
    );
  if (url !== null) findUrlProblems(url, report);
}

/** Paths are a habit, not a rule: hence only a warning. */
function findPathMismatch(isOld: boolean, url: string | null, report: EntryScene['report'], isGemini: boolean): void {
  const path = url === null ? undefined : URL.parse(url)?.pathname.replace(/\/$/, '');
  if (isOld && path?.endsWith('/mcp')) {
    const message = isGemini
      ? 'Gemini CLI uses the old HTTP+SSE transport for "url"; the path /mcp is usual for the newer one.'
      : 'The type is "sse", the old transport; the path /mcp is usual for the newer one.';
    report('transport', 'warning', ['url'], message, isGemini ? 'Rename "url" to "httpUrl".' : 'Write "type": "http".');
  }
  if (!isOld && path?.endsWith('/sse')) {
    const message = 'The path /sse is usual for the old HTTP+SSE transport, and the type is the newer one.';
    report('transport', 'warning', ['url'], message, 'Write "type": "sse", or give the /mcp address of the server.');
  }
}

function findUrlProblems(text: string, report: EntryScene['report']): void {
  const url = URL.parse(text);
  if (url === null) return;
  if (/^wss?:$/.test(url.protocol))
    report('url', 'error', ['url'], 'MCP does not speak WebSocket.', 'Give the http:// or https:// address.');
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(url.hostname);
  if (url.protocol === 'http:' && !isLoopback)
    report(
      'plain-http',
      'warning',
      ['url'],
      'The address is http:// and not on this machine: everybody on the way can read and change what is said.',
      'Use https://.',
    );
}
