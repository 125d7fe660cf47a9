import type { ImportFormat } from '@mcp-lab/contracts';

/**
 * How a client writes "put the value of this variable here".
 * - `env-colon`: `${env:NAME}`
 * - `braces`: `${NAME}`, with `${NAME:-default}`
 * - `dollar`: `$NAME` and `${NAME}`
 * - `none`: it passes every text on as it stands
 */
export type ReferenceStyle = 'env-colon' | 'braces' | 'dollar' | 'none';

/** What a client does with its config file, as far as a mistake in it can be told. */
export interface ClientFormat {
  id: ImportFormat;
  title: string;
  /** The path ends of the files it reads. */
  files: readonly string[];
  /** The member that holds the servers. */
  section: string;
  /** Reads the file with a plain JSON parser: comments and trailing commas are errors to it. */
  strictJson: boolean;
  references: ReferenceStyle;
  /** Also knows `${workspaceFolder}`, `${userHome}` and their like. */
  editorVariables: boolean;
  /** Starts servers in the folder of the project, so that relative paths mean something. */
  startsInProject: boolean;
  /** Is started from a shell, or asks one for its PATH: commands are found as in a terminal. */
  seesShellPath: boolean;
  /** Replaces a leading `~` by itself. */
  expandsTilde: boolean;
  /** Every member of an entry it reads. */
  keys: readonly string[];
}

const process = ['command', 'args', 'env'];

/** Sources: the clients' own documentation as of 2026-11. */
export const clientFormats: Record<ImportFormat, ClientFormat> = {
  'claude-desktop': {
    id: 'claude-desktop',
    title: 'Claude Desktop',
    files: ['claude_desktop_config.json'],
    section: 'mcpServers',
    strictJson: true,
    references: 'none',
    editorVariables: false,
    startsInProject: false,
    seesShellPath: false,
    expandsTilde: false,
    // An address is not used there, which is a rule of its own.
    keys: [...process, 'type', 'disabled', 'url', 'headers'],
  },
  'mcp-json': {
    id: 'mcp-json',
    title: 'Claude Code',
    files: ['.mcp.json', '.claude.json'],
    section: 'mcpServers',
    strictJson: true,
    references: 'braces',
    editorVariables: false,
    startsInProject: true,
    seesShellPath: true,
    expandsTilde: false,
    keys: [...process, 'type', 'url', 'headers', 'headersHelper', 'oauth', 'timeout', 'alwaysLoad'],
  },
  cursor: {
    id: 'cursor',
    title: 'Cursor',
    files: ['.cursor/mcp.json'],
    section: 'mcpServers',
    strictJson: true,
    references: 'env-colon',
    editorVariables: true,
    startsInProject: true,
    seesShellPath: true,
    expandsTilde: false,
    keys: [...process, 'type', 'envFile', 'cwd', 'url', 'headers', 'auth', 'disabled'],
  },
  vscode: {
    id: 'vscode',
    title: 'VS Code',
    files: ['.vscode/mcp.json', 'Code/User/mcp.json'],
    section: 'servers',
    strictJson: false,
    references: 'env-colon',
    editorVariables: true,
    startsInProject: true,
    seesShellPath: true,
    expandsTilde: true,
    keys: [
      ...process,
      'type',
      'envFile',
      'cwd',
      'url',
      'headers',
      'dev',
      'gallery',
      'version',
      'oauth',
      'sandboxEnabled',
      'sandbox',
    ],
  },
  cline: {
    id: 'cline',
    title: 'Cline',
    files: ['cline_mcp_settings.json'],
    section: 'mcpServers',
    strictJson: true,
    references: 'env-colon',
    editorVariables: false,
    startsInProject: false,
    seesShellPath: true,
    expandsTilde: false,
    keys: [
      ...process,
      'type',
      'cwd',
      'url',
      'headers',
      'disabled',
      'autoApprove',
      'alwaysAllow',
      'timeout',
      'transportType',
    ],
  },
  windsurf: {
    id: 'windsurf',
    title: 'Windsurf',
    files: ['windsurf/mcp_config.json', 'mcp_config.json'],
    section: 'mcpServers',
    strictJson: true,
    references: 'env-colon',
    editorVariables: false,
    startsInProject: false,
    seesShellPath: true,
    expandsTilde: false,
    keys: [...process, 'serverUrl', 'url', 'headers', 'disabled', 'disabledTools', 'alwaysAllow', 'registry'],
  },
  'gemini-cli': {
    id: 'gemini-cli',
    title: 'Gemini CLI',
    files: ['.gemini/settings.json'],
    section: 'mcpServers',
    strictJson: false,
    references: 'dollar',
    editorVariables: false,
    startsInProject: true,
    seesShellPath: true,
    expandsTilde: false,
    keys: [
      ...process,
      'type',
      'cwd',
      'url',
      'httpUrl',
      'headers',
      'tcp',
      'timeout',
      'trust',
      'description',
      'includeTools',
      'excludeTools',
      'oauth',
      'authProviderType',
      'targetAudience',
      'targetServiceAccount',
    ],
  },
  codex: {
    id: 'codex',
    title: 'Codex',
    files: ['.codex/config.toml', 'config.toml'],
    section: 'mcp_servers',
    strictJson: false,
    references: 'none',
    editorVariables: false,
    startsInProject: true,
    seesShellPath: true,
    expandsTilde: false,
    keys: [
      ...process,
      'env_vars',
      'cwd',
      'url',
      'bearer_token_env_var',
      'http_headers',
      'env_http_headers',
      'enabled',
      'required',
      'enabled_tools',
      'disabled_tools',
      'startup_timeout_sec',
      'startup_timeout_ms',
      'tool_timeout_sec',
      'scopes',
      'oauth',
      'oauth_resource',
      'supports_parallel_tool_calls',
      'default_tools_approval_mode',
      'tools',
    ],
  },
  zed: {
    id: 'zed',
    title: 'Zed',
    files: ['zed/settings.json', '.zed/settings.json'],
    section: 'context_servers',
    strictJson: false,
    references: 'none',
    editorVariables: false,
    startsInProject: false,
    seesShellPath: true,
    expandsTilde: false,
    keys: [...process, 'source', 'enabled', 'url', 'headers', 'settings', 'timeout', 'remote', 'oauth'],
  },
  registry: {
    id: 'registry',
    title: 'the MCP registry',
    files: ['server.json'],
    section: 'packages',
    strictJson: true,
    references: 'none',
    editorVariables: false,
    startsInProject: false,
    seesShellPath: true,
    expandsTilde: false,
    keys: [],
  },
};

/** The client a file belongs to by its name; null when the name does not tell. */
export function formatOfFile(file: string | undefined): ImportFormat | null {
  if (file === undefined) return null;
  const path = file.replaceAll('\\', '/');
  const known = Object.values(clientFormats).flatMap(({ id, files }) => files.map((end) => ({ id, end })));
  // The longest end first: `windsurf/mcp_config.json` tells more than `mcp_config.json`.
  const match = known
    .toSorted((left, right) => right.end.length - left.end.length)
    .find(({ end }) => path === end || path.endsWith(`/${end}`));
  return match?.id ?? null;
}
