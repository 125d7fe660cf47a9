import type { ImportFormat } from '@mcp-lab/contracts';
import { clientFormats } from '../client-formats.ts';
import type { RawEntry } from '../raw-config.ts';
import type { SharedEntry } from '../shared-entry.ts';
import type { WritableFormat } from './convert-config.ts';
import type { SecretKeeper } from './secret-keeper.ts';

export type Json = string | number | boolean | Json[] | { [name: string]: Json };
type Members = Record<string, Json>;

export interface ServerScene {
  name: string;
  shared: SharedEntry;
  entry: RawEntry;
  from: ImportFormat;
  to: WritableFormat;
  keeper: SecretKeeper;
  note(message: string): void;
}

/** What the newer HTTP transport is called; null where the address alone tells. */
const httpTypes: Partial<Record<WritableFormat, string>> = {
  'mcp-json': 'http',
  vscode: 'http',
  cline: 'streamableHttp',
};
const sseTypes: Partial<Record<WritableFormat, string>> = { 'mcp-json': 'sse', vscode: 'sse', cline: 'sse' };
const withCwd: WritableFormat[] = ['cursor', 'vscode', 'cline', 'gemini-cli', 'codex'];
const withEnvFile: WritableFormat[] = ['cursor', 'vscode'];

/** One server in the words of the other client; null when that client cannot have it. */
export function describeServer(scene: ServerScene): Members | null {
  const { shared, to, note } = scene;
  const isHttp = shared.url !== null && (shared.command === null || shared.type?.toLowerCase() !== 'stdio');
  const members = isHttp ? describeAddress(scene) : describeCommand(scene);
  if (members === null) return null;
  if (shared.disabled) {
    if (to === 'codex' || to === 'zed') members.enabled = false;
    else if (clientFormats[to].keys.includes('disabled')) members.disabled = true;
    else note(`It was switched off; ${clientFormats[to].title} has no such member, so it is on now.`);
  }
  noteLeftOut(scene);
  return members;
}

function describeCommand({ shared, to, name, keeper, note }: ServerScene): Members {
  const { title } = clientFormats[to];
  const members: Members = {};
  // Before the arguments: a variable keeps its own name, an argument has none.
  const { env, passed } = keeper.carryVariables(shared.env, name);
  if (to === 'vscode' || to === 'cline' || to === 'mcp-json') members.type = 'stdio';
  members.command = keeper.carry(shared.command ?? '', name);
  if (shared.args.length > 0) members.args = keeper.carryArguments(shared.args, name);
  if (Object.keys(env).length > 0) members.env = env;
  if (passed.length > 0) members.env_vars = passed;
  if (shared.cwd !== null) {
    if (withCwd.includes(to)) members.cwd = keeper.carry(shared.cwd, name);
    else note(`${title} has no working directory: "cwd" is left out, so relative paths mean something else.`);
  }
  if (shared.envFile !== null) {
    if (withEnvFile.includes(to)) members.envFile = keeper.carry(shared.envFile, name);
    else note(`${title} reads no file of variables: enter those of "envFile" under "env".`);
  }
  return members;
}

function describeAddress({ shared, to, name, keeper, note }: ServerScene): Members | null {
  const { title } = clientFormats[to];
  const isOld = shared.type?.toLowerCase() === 'sse';
  if (to === 'claude-desktop') {
    note(
      'It is left out: Claude Desktop only starts commands from its file. Add the address under Settings, Connectors.',
    );
    return null;
  }
  if (to === 'codex' && isOld) {
    note('It is left out: Codex does not speak the old HTTP+SSE transport.');
    return null;
  }
  const members: Members = {};
  const type = (isOld ? sseTypes : httpTypes)[to];
  if (type !== undefined) members.type = type;
  else if (isOld && to !== 'gemini-cli') note(`${title} finds out by itself that this is the old HTTP+SSE transport.`);
  const key = to === 'windsurf' ? 'serverUrl' : to === 'gemini-cli' && !isOld ? 'httpUrl' : 'url';
  members[key] = keeper.carryAddress(shared.url ?? '', name);
  if (to === 'codex') Object.assign(members, keeper.carryHeadersByName(shared.headers, name));
  else {
    const headers = keeper.carryHeaders(shared.headers, name);
    if (Object.keys(headers).length > 0) members.headers = headers;
  }
  return members;
}

const carried = ['type', 'command', 'args', 'env', 'cwd', 'envFile', 'url', 'headers', 'disabled'];

/** Members only the other client knew what to do with. */
function noteLeftOut({ entry, from, to, note }: ServerScene): void {
  const value = Object(entry.value) as Record<string, unknown>;
  const left = Object.keys(value).filter(
    (key) => !carried.includes(key) && !isEmptyList(value[key]) && key !== 'source',
  );
  if (left.length === 0 || from === 'registry') return;
  note(
    `${clientFormats[to].title} is not told ${left.map((key) => `"${key}"`).join(', ')}: look whether it has a member for that.`,
  );
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
