import { basename } from 'node:path';
import type { StdioTarget } from '@mcp-lab/wire';
import { isVersion } from './compare-versions.ts';
import type { FoundPackage } from './found-package.ts';

const npmRunners = ['npx', 'bunx', 'pnpx'];
const npmSubcommands: Readonly<Record<string, readonly string[]>> = {
  npm: ['exec', 'x'],
  pnpm: ['dlx', 'exec'],
  yarn: ['dlx'],
  bun: ['x'],
};
const npmSpec = /^(@[\w.-]{1,100}\/[\w.-]{1,100}|[\w.-]{1,100})@([^\s@/]{1,60})$/;
const pythonSpec = /^([A-Za-z0-9][\w.-]{0,100})(?:\[[\w,.-]*\])?(?:==|@)([^\s@/]{1,60})$/;

/** What `npx name@1.2.3` and `uvx name==1.2.3` start. A range or a tag is no version: nothing is told of it. */
export function packagesOfCommand({ command, args }: Pick<StdioTarget, 'command' | 'args'>): FoundPackage[] {
  const program = basename(command).replace(/\.(?:exe|cmd|ps1)$/i, '');
  const isNpm = npmRunners.includes(program) || npmSubcommands[program]?.includes(args[0] ?? '') === true;
  const isPython = program === 'uvx' || (['uv', 'pipx'].includes(program) && /^(?:tool|run|x)$/.test(args[0] ?? ''));
  if (!isNpm && !isPython) return [];
  return args.slice(0, 20).flatMap((argument): FoundPackage[] => {
    const [, name, version] =
      (isNpm ? npmSpec : pythonSpec).exec(argument.replace(/^--(?:package|from|with)=/, '')) ?? [];
    if (name === undefined || version === undefined || !isVersion(version)) return [];
    return [{ ecosystem: isNpm ? 'npm' : 'PyPI', name: isNpm ? name : normalise(name), version, by: 'command' }];
  });
}

/** As PyPI compares names. */
export function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
