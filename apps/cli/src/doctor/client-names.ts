import type { ImportFormat } from '@mcp-lab/contracts';
import type { WritableFormat } from '@mcp-lab/engine';

/** Clients as people call them; `.mcp.json` is Claude Code's. */
export const targetClients = [
  'claude-desktop',
  'claude-code',
  'cursor',
  'vscode',
  'cline',
  'windsurf',
  'gemini-cli',
  'codex',
  'zed',
] as const;
export type TargetClient = (typeof targetClients)[number];

export const clientNames = [...targetClients, 'registry'] as const;
export type ClientName = (typeof clientNames)[number];

export function formatOfClient(name: TargetClient): WritableFormat;
export function formatOfClient(name: ClientName): ImportFormat;
export function formatOfClient(name: ClientName): ImportFormat {
  return name === 'claude-code' ? 'mcp-json' : name;
}
