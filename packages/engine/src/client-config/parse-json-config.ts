import type { ImportFormat } from '@mcp-lab/contracts';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import type { ConfigInput, RawConfig, RawEntry, TextNote } from './raw-config.ts';
import { entriesOfRegistry, isRegistryFile } from './registry-entries.ts';
import { placeAt } from './text-place.ts';

const parseOptions = { allowTrailingComma: true, disallowComments: false };

/** A config file in JSON, with or without comments. A text: why it cannot be read. */
export function parseJsonConfig(text: string, known: ImportFormat | null): RawConfig | string {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, parseOptions);
  if (root?.type !== 'object') return `it is not a JSON object${firstProblem(text, errors)}`;
  const notes = [...findLeniencies(text), ...errors.map((error) => syntaxNote(text, error))];
  if (known === 'registry' || isRegistryFile(getNodeValue(root))) {
    const entries = entriesOfRegistry(getNodeValue(root), placeAt(text, root.offset));
    return { format: 'registry', entries, inputs: [], notes, section: null, placeOf: (entry) => entry.place };
  }
  const found = findServers(root);
  if (found.length === 0) {
    return `it has no "mcpServers" (Claude Desktop, Cursor, .mcp.json) and no "servers" (VS Code)${firstProblem(text, errors)}`;
  }
  const nodes = new Map<RawEntry, Node | undefined>();
  for (const { servers, project } of found) {
    for (const { name, node, offset } of propertiesOf(servers)) {
      const written: unknown = node === undefined ? undefined : getNodeValue(node);
      const syntaxProblem = node === undefined ? 'it has no value' : findProblem(text, node);
      nodes.set({ name, value: written, written, syntaxProblem, place: placeAt(text, offset), project }, node);
    }
  }
  const entries = [...nodes.keys()];
  const [first] = found;
  return {
    format: known ?? first?.format ?? guessFormat(entries),
    entries,
    inputs: readInputs(root, text),
    notes,
    section: first?.section ?? null,
    placeOf(entry, path) {
      const node = nodes.get(entry);
      const [head, ...rest] = path;
      const names = head === 'url' ? ['url', 'serverUrl', 'httpUrl'] : [head];
      const member =
        node && names.map((name) => name !== undefined && findNodeAtLocation(node, [name, ...rest])).find(Boolean);
      // The name of a member is where the eye looks for it.
      const place = member && (member.parent?.type === 'property' ? member.parent : member);
      return place ? placeAt(text, place.offset) : entry.place;
    },
  };
}

/** Parses the text of one entry again by itself: what is wrong around it is none of its business. */
function findProblem(text: string, { offset, length }: Node): string | null {
  const errors: ParseError[] = [];
  parseTree(text.slice(offset, offset + length), errors, parseOptions);
  const [first] = errors;
  return first === undefined ? null : describe(text, { ...first, offset: offset + first.offset });
}

interface Found {
  servers: Node;
  section: string | null;
  format: ImportFormat | null;
  project: string | null;
}

function findServers(root: Node): Found[] {
  const found: Found[] = [];
  const look = (
    node: Node | undefined,
    section: string,
    format: ImportFormat | null,
    project: string | null = null,
  ) => {
    if (node?.type === 'object') found.push({ servers: node, section, format, project });
  };
  look(childOf(root, 'mcpServers'), 'mcpServers', null);
  // ~/.claude.json holds the servers of every project beside those of the user.
  const projects = childOf(root, 'projects');
  for (const { name, node } of projects === undefined ? [] : propertiesOf(projects)) {
    look(node && childOf(node, 'mcpServers'), 'mcpServers', 'mcp-json', name);
  }
  if (found.length > 0) return found;
  look(childOf(root, 'context_servers'), 'context_servers', 'zed');
  look(childOf(root, 'servers'), 'servers', 'vscode');
  const settings = childOf(root, 'mcp');
  look(settings && childOf(settings, 'servers'), 'mcp.servers', 'vscode');
  if (found.length > 0) return found.slice(0, 1);
  // The inner part alone, as people paste it: every member looks like a server.
  const members = propertiesOf(root);
  const bare =
    members.length > 0 && members.every(({ node }) => node && (childOf(node, 'command') ?? childOf(node, 'url')));
  return bare ? [{ servers: root, section: null, format: 'mcp-json', project: null }] : [];
}

function readInputs(root: Node, text: string): ConfigInput[] {
  const settings = childOf(root, 'mcp');
  const list = childOf(root, 'inputs') ?? (settings && childOf(settings, 'inputs'));
  return (list?.type === 'array' ? (list.children ?? []) : []).flatMap((node): ConfigInput[] => {
    const { id, description, password } = Object(getNodeValue(node)) as Record<string, unknown>;
    if (typeof id !== 'string') return [];
    const described = typeof description === 'string' ? description : null;
    return [{ id, description: described, password: password === true, place: placeAt(text, node.offset) }];
  });
}

function childOf(node: Node, name: string): Node | undefined {
  return propertiesOf(node).find((property) => property.name === name)?.node;
}

interface Property {
  name: string;
  node: Node | undefined;
  offset: number;
}

function propertiesOf(node: Node): Property[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).map((property) => {
    const [key, value] = property.children ?? [];
    return { name: String(key?.value ?? ''), node: value, offset: property.offset };
  });
}

/** Claude Desktop, Cursor and .mcp.json share one form; what an entry uses tells them apart as well as it can be told. */
function guessFormat(entries: readonly RawEntry[]): ImportFormat {
  const has = (key: string) =>
    entries.some(({ written }) => typeof written === 'object' && written !== null && key in written);
  if (has('httpUrl')) return 'gemini-cli';
  if (has('serverUrl')) return 'windsurf';
  if (has('autoApprove')) return 'cline';
  if (has('type')) return 'mcp-json';
  if (has('url') || has('envFile') || entries.some(({ written }) => JSON.stringify(written)?.includes('${env:')))
    return 'cursor';
  return 'claude-desktop';
}

/** The first comment and the first trailing comma: one word about each is enough. */
function findLeniencies(text: string): TextNote[] {
  const notes = new Map<TextNote['kind'], TextNote>();
  const note = (kind: TextNote['kind'], message: string, offset: number) => {
    if (!notes.has(kind)) notes.set(kind, { kind, message, place: placeAt(text, offset) });
  };
  let comma: number | null = null;
  const value = () => {
    comma = null;
  };
  const end = () => {
    if (comma !== null) note('trailing-comma', 'A comma stands before a closing bracket', comma);
    comma = null;
  };
  visit(
    text,
    {
      onComment: (offset) => note('comment', 'A comment stands here', offset),
      onSeparator: (character, offset) => {
        comma = character === ',' ? offset : null;
      },
      onObjectBegin: () => value(),
      onArrayBegin: () => value(),
      onObjectProperty: value,
      onLiteralValue: value,
      onObjectEnd: end,
      onArrayEnd: end,
    },
    parseOptions,
  );
  return [...notes.values()];
}

function syntaxNote(text: string, error: ParseError): TextNote {
  return { kind: 'syntax', message: `The JSON is broken: ${wordsOf(error)}`, place: placeAt(text, error.offset) };
}

function wordsOf({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}

function describe(text: string, error: ParseError): string {
  const { line, column } = placeAt(text, error.offset);
  return `line ${line}, column ${column}: ${wordsOf(error)}`;
}

function firstProblem(text: string, errors: readonly ParseError[]): string {
  return errors[0] === undefined ? '' : ` (${describe(text, errors[0])})`;
}
