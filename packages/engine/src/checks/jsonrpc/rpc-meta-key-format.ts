import { isJsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { everyTransport, revisionsSince } from './applies-to.ts';
import { type ServerMessage, serverMessages } from './server-messages.ts';

export const rpcMetaKeyFormatCheck: Check = {
  id: 'rpc-meta-key-format',
  area: 'jsonrpc',
  title: 'Keys in _meta are well-formed',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#_meta',
  fix: 'Name your keys <reverse domain>/<name>, of letters, digits, dots, hyphens and underscores; leave prefixes with mcp or modelcontextprotocol to the protocol.',
  run(context) {
    const found = serverMessages(context).flatMap(findMetaKeys);
    if (found.length === 0) return context.untestable('no message of the server has keys in _meta');
    const malformed = found.filter(({ key }) => !isWellFormed(key));
    if (malformed.length > 0) return tell(context.violated, malformed, 'does not fit the grammar <prefix>/<name>');
    const reserved = found.filter(({ key }) => isReserved(key, context.revision) && !definedKeys.has(key));
    // An extension newer than this build may define it.
    if (reserved.length > 0) return tell(context.warned, reserved, 'has a prefix that is reserved for MCP itself');
    const keys = [...new Set(found.map(({ key }) => key))];
    return context.passed(`the keys ${keys.slice(0, 5).join(', ')} are well-formed`);
  },
};

interface FoundKey {
  key: string;
  path: string;
  source: ServerMessage;
}

/** Content of these belongs to the server's users and may hold a `_meta` that is not the protocol's. */
const foreignMembers = new Set([
  'structuredContent',
  'arguments',
  'inputSchema',
  'outputSchema',
  'experimental',
  'data',
]);

const definedKeys = new Set(
  ['protocolVersion', 'clientInfo', 'clientCapabilities', 'logLevel', 'serverInfo', 'subscriptionId']
    .concat('related-task', 'model-immediate-response')
    .map((name) => `io.modelcontextprotocol/${name}`),
);

const label = '[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const keyGrammar = new RegExp(`^(?:${label}(?:\\.${label})*/)?(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?$`);

function isWellFormed(key: string): boolean {
  // A name may be empty only behind a prefix: without one there would be no key.
  return key !== '' && keyGrammar.test(key);
}

function isReserved(key: string, revision: Revision): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) return false;
  const labels = key.slice(0, slash).split('.');
  const isOurs = (name: string | undefined) => name === 'mcp' || name === 'modelcontextprotocol';
  // 2025-06-18 reserves the label before the last one, later revisions the second.
  return isOurs(revision === '2025-06-18' ? labels.at(-2) : labels[1]);
}

function findMetaKeys(source: ServerMessage): FoundKey[] {
  const found: FoundKey[] = [];
  const stack: [path: string, value: JsonValue][] = [['', source.message]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [path, value] = next;
    if (Array.isArray(value)) for (const [index, item] of value.entries()) stack.push([`${path}[${index}]`, item]);
    if (!isJsonObject(value)) continue;
    for (const [name, member] of Object.entries(value)) {
      const isMeta = name === '_meta' && isJsonObject(member);
      if (isMeta) found.push(...Object.keys(member).map((key) => ({ key, path: `${path}._meta`, source })));
      else if (!foreignMembers.has(name)) stack.push([`${path}.${name}`, member]);
    }
  }
  return found;
}

function tell(outcome: CheckContext['violated'], keys: readonly FoundKey[], fault: string): CheckOutcome {
  const [first] = keys;
  const others = keys.length > 1 ? ` (and ${keys.length - 1} more)` : '';
  const reason = `the key ${JSON.stringify(first?.key)} at ${first?.path.slice(1)} ${fault}${others}`;
  return outcome(reason, [...new Set(keys.map(({ source }) => source.frame))].slice(0, 3));
}
