import { eraOf, type Revision } from '@mcp-lab/wire';

const site = 'https://modelcontextprotocol.io';
const repository = 'https://github.com/modelcontextprotocol/modelcontextprotocol';

/** Pages that had another name before 2026-07-28, newest name first. */
const legacyPages: readonly (readonly [now: string, then: string])[] = [
  ['basic/index#error-codes', 'basic/index#error-responses'],
  ['basic/transports/streamable-http#sending-messages', 'basic/transports#sending-messages-to-the-server'],
  ['basic/transports/streamable-http#receiving-messages', 'basic/transports#sending-messages-to-the-server'],
  ['basic/transports/streamable-http#message-flow', 'basic/transports#sequence-diagram'],
  ['basic/transports/streamable-http', 'basic/transports#streamable-http'],
  ['basic/transports/stdio#shutdown', 'basic/lifecycle#shutdown'],
  ['basic/transports/stdio', 'basic/transports#stdio'],
  ['basic/transports/index', 'basic/transports'],
  ['basic/patterns/cancellation', 'basic/utilities/cancellation'],
  ['basic/patterns/progress', 'basic/utilities/progress'],
  ['basic/patterns/index', 'basic/index'],
  ['basic/authorization/index', 'basic/authorization'],
  ['basic/authorization/authorization-server-discovery', 'basic/authorization#authorization-server-discovery'],
  ['basic/authorization/client-registration', 'basic/authorization#dynamic-client-registration'],
  ['basic/authorization/security-considerations', 'basic/authorization#security-considerations'],
  ['basic/versioning', 'basic/lifecycle#version-negotiation'],
];

/** The address of a clause at one revision. `path` is written for the newest revision or for the revision itself. */
export function specUrl(path: string, revision: Revision): string {
  if (path.startsWith('docs:')) return `${site}/docs/${path.slice(5).trim()}`;
  if (path.startsWith('seps/')) return `${site}/${path}`;
  // Older revisions deprecated nothing.
  if (path === 'deprecated') return `${site}/specification/2026-07-28/deprecated`;
  // The reference became a page of the site with 2025-06-18.
  if (path === 'schema' && revision < '2025-06-18') return `${repository}/blob/main/schema/${revision}/schema.ts`;
  return `${site}/specification/${revision}/${eraOf(revision) === 'legacy' ? legacyPath(path, revision) : path}`;
}

function legacyPath(path: string, revision: Revision): string {
  const [page = path] = path.split('#');
  const renamed = legacyPages.find(([now]) => now === path) ?? legacyPages.find(([now]) => now === page);
  return olderAnchors(renamed?.[1] ?? path, revision);
}

/** Before 2025-11-25 results and errors shared a section; at 2024-11-05 messages had a page of their own. */
function olderAnchors(path: string, revision: Revision): string {
  if (revision >= '2025-11-25') return path;
  const shared = path.replace(/#(?:result|error)-responses$/, '#responses');
  if (revision !== '2024-11-05') return shared;
  return shared.replace(/^basic\/index#messages$/, 'basic/messages').replace(/^basic\/index#/, 'basic/messages#');
}
