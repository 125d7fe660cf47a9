import type { ServerImportAnswer } from '@mcp-lab/contracts';
import { LabError } from '@mcp-lab/contracts';
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** An entry of a config file before it is judged. */
export interface RawEntry {
  name: string;
  value: unknown;
  /** Why the text of this entry cannot be read as JSON; null when it can. */
  syntaxProblem: string | null;
}

export interface RawConfig {
  format: ServerImportAnswer['format'];
  entries: RawEntry[];
}

const parseOptions = { allowTrailingComma: true, disallowComments: false };

/**
 * Finds the server entries of a client's config file. A syntax error within one entry spoils that entry alone. Throws
 * LabError `invalid-input` when the file as a whole is none we know.
 */
export function parseConfig(content: string): RawConfig {
  const errors: ParseError[] = [];
  // Editors and Windows tools begin files with a byte order mark.
  const text = content.replace(/^\uFEFF/, '');
  const root = parseTree(text, errors, parseOptions);
  if (root?.type !== 'object') throw unreadable(`it is not a JSON object${firstProblem(text, errors)}`);
  const found = findServers(root);
  if (found === null) {
    throw unreadable(
      `it has no "mcpServers" (Claude Desktop, Cursor, .mcp.json) and no "servers" (VS Code)${firstProblem(text, errors)}`,
    );
  }
  const entries = propertiesOf(found.servers).map(({ name, node }) => ({
    name,
    value: node === undefined ? undefined : getNodeValue(node),
    syntaxProblem: node === undefined ? 'it has no value' : findProblem(text, node),
  }));
  return { format: found.format ?? guessFormat(entries), entries };
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
  format: RawConfig['format'] | null;
}

function findServers(root: Node): Found | null {
  const common = childOf(root, 'mcpServers');
  if (common?.type === 'object') return { servers: common, format: null };
  const settings = childOf(root, 'mcp');
  const vscode = childOf(root, 'servers') ?? (settings && childOf(settings, 'servers'));
  if (vscode?.type === 'object') return { servers: vscode, format: 'vscode' };
  // The inner part alone, as people paste it: every member looks like a server.
  const members = propertiesOf(root);
  const bare =
    members.length > 0 && members.every(({ node }) => node && (childOf(node, 'command') ?? childOf(node, 'url')));
  return bare ? { servers: root, format: 'mcp-json' } : null;
}

function childOf(node: Node, name: string): Node | undefined {
  return propertiesOf(node).find((property) => property.name === name)?.node;
}

interface Property {
  name: string;
  node: Node | undefined;
}

function propertiesOf(node: Node): Property[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).map((property) => {
    const [key, value] = property.children ?? [];
    return { name: String(key?.value ?? ''), node: value };
  });
}

/** Claude Desktop, Cursor and .mcp.json share one form; what an entry uses tells them apart as well as it can be told. */
function guessFormat(entries: readonly RawEntry[]): RawConfig['format'] {
  const has = (key: string) => entries.some(({ value }) => typeof value === 'object' && value !== null && key in value);
  if (has('type')) return 'mcp-json';
  if (has('url') || has('envFile') || entries.some(({ value }) => JSON.stringify(value)?.includes('${env:')))
    return 'cursor';
  return 'claude-desktop';
}

function describe(text: string, { error, offset }: ParseError): string {
  const before = text.slice(0, offset).split('\n');
  const words = printParseErrorCode(error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${words}`;
}

function firstProblem(text: string, errors: readonly ParseError[]): string {
  return errors[0] === undefined ? '' : ` (${describe(text, errors[0])})`;
}

function unreadable(problem: string): LabError {
  return new LabError('invalid-input', `This file cannot be imported: ${problem}.`, {
    issues: [{ path: 'body.content', message: problem }],
  });
}
