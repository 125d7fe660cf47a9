import { type CompatHost, compatHostSchema } from './compat-rule.ts';
import chatgpt from './hosts/chatgpt.json' with { type: 'json' };
import claudeCode from './hosts/claude-code.json' with { type: 'json' };
import claudeDesktop from './hosts/claude-desktop.json' with { type: 'json' };
import codex from './hosts/codex.json' with { type: 'json' };
import copilotCli from './hosts/copilot-cli.json' with { type: 'json' };
import cursor from './hosts/cursor.json' with { type: 'json' };
import geminiCli from './hosts/gemini-cli.json' with { type: 'json' };
import typescriptSdkV1 from './hosts/typescript-sdk-v1.json' with { type: 'json' };
import vscode from './hosts/vscode.json' with { type: 'json' };
import windsurf from './hosts/windsurf.json' with { type: 'json' };

/** Every host whose behaviour is known from a source, the much used first. */
export const compatHosts: readonly CompatHost[] = [
  claudeCode,
  claudeDesktop,
  cursor,
  vscode,
  chatgpt,
  windsurf,
  geminiCli,
  copilotCli,
  codex,
  typescriptSdkV1,
].map((host) => compatHostSchema.parse(host));
