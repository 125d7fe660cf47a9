import { stat } from 'node:fs/promises';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where clients keep their configs, for the user and for the project in this folder. */
function pathsOf(environment: Environment, platform: NodeJS.Platform, folder: string): string[] {
  const home = environment.HOME ?? environment.USERPROFILE ?? folder;
  const settings =
    platform === 'darwin'
      ? join(home, 'Library/Application Support')
      : platform === 'win32'
        ? (environment.APPDATA ?? join(home, 'AppData/Roaming'))
        : (environment.XDG_CONFIG_HOME ?? join(home, '.config'));
  const cline = 'User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json';
  return [
    join(settings, 'Claude/claude_desktop_config.json'),
    join(home, '.claude.json'),
    join(home, '.cursor/mcp.json'),
    join(settings, 'Code/User/mcp.json'),
    join(settings, 'Code', cline),
    join(home, '.cline/data/settings/cline_mcp_settings.json'),
    join(home, '.codeium/windsurf/mcp_config.json'),
    join(home, '.gemini/settings.json'),
    join(environment.CODEX_HOME ?? join(home, '.codex'), 'config.toml'),
    join(platform === 'darwin' ? join(home, '.config') : settings, 'zed/settings.json'),
    ...['.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json', '.gemini/settings.json', '.codex/config.toml'].map(
      (file) => join(folder, file),
    ),
  ];
}

/** The config files of clients that are there on this machine. */
export async function findConfigFiles(
  environment: Environment,
  platform: NodeJS.Platform,
  folder: string,
): Promise<string[]> {
  const paths = [...new Set(pathsOf(environment, platform, folder))];
  const there = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => there[index]);
}
