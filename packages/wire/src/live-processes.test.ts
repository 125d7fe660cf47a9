import { execFileSync } from 'node:child_process';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import { expect, it } from 'vitest';
import { findProcesses } from './process-sweep.ts';

it.runIf(process.platform === 'linux').each(['process.exit(0)', 'process.nextTick(() => { throw new Error("bug") })'])(
  'leaves no child behind when its parent ends by %s',
  (ending) => {
    const program = `
      import { StdioProcess } from ${JSON.stringify(import.meta.resolve('./stdio-process.ts'))};
      const target = ${JSON.stringify(processTarget('leaves-descendants'))};
      const child = await StdioProcess.start({
        target, now: () => 0, maxFrameBytes: 1000, owner: 'exit-test',
        events: { onLine() {}, onStderr() { console.log(child.cookie); ${ending}; } },
      });
      setInterval(() => undefined, 1000);`;
    let cookie = '';
    try {
      cookie = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      cookie = (error as { stdout: string }).stdout;
    }
    expect(cookie).toMatch(/^exit-test:/);
    expect(findProcesses({ cookiePrefix: cookie.trim() })).toEqual([]);
  },
);
