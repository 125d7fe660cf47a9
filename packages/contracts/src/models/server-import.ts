import { z } from 'zod';
import { idSchema } from './primitives.ts';
import { serverKinds, serverSchema } from './server.ts';

/** `mcp-json` is the file of Claude Code, which other clients read too; `registry` the server.json of the MCP registry. */
export const importFormats = [
  'claude-desktop',
  'cursor',
  'vscode',
  'mcp-json',
  'cline',
  'windsurf',
  'gemini-cli',
  'codex',
  'zed',
  'registry',
] as const;
export type ImportFormat = (typeof importFormats)[number];

/** One entry of a client's config file: what would be made of it, or why not. */
export const importEntrySchema = z.object({
  name: z.string(),
  status: z.enum(['ready', 'duplicate', 'invalid']),
  /** For `invalid` and `duplicate`: what is wrong and what to do. */
  reason: z.string().nullable(),
  kind: z.enum(serverKinds).nullable(),
  command: z.string().nullable(),
  args: z.array(z.string()),
  url: z.string().nullable(),
  envNames: z.array(z.string()),
  headerNames: z.array(z.string()),
  /** Things that will not work as they stand, such as VS Code `${input:…}` variables. */
  warnings: z.array(z.string()),
  serverId: idSchema.nullable(),
});
export type ImportEntry = z.infer<typeof importEntrySchema>;

export const serverImportSchema = z.strictObject({
  /** The text of the file; comments and trailing commas are accepted. */
  content: z.string().min(1).max(1_000_000),
  /** false: only show what would happen. */
  apply: z.boolean().default(false),
  /** Names to import; absent means all that are ready. */
  only: z.array(z.string()).max(500).optional(),
});

export const serverImportAnswerSchema = z.object({
  format: z.enum(importFormats),
  applied: z.boolean(),
  entries: z.array(importEntrySchema),
  servers: z.array(serverSchema),
});
export type ServerImportAnswer = z.infer<typeof serverImportAnswerSchema>;
