import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measurement, measurementOf } from './measurement.ts';

const tellCpu =
  "process.on('exit',()=>{const u=process.cpuUsage();process.stderr.write('cpu='+(u.user+u.system)+'\\n')})";
/** Its two sets of requirements, one an era: together what one run of ours covers. */
const revisions = ['2025-11-25', '2026-07-28'];

/** The official suite's own run of both eras against the same server. Checks that say they are untestable do not count. */
export async function measureOfficialSuite(
  name: string,
  entry: string,
  url: string,
  rounds: number,
): Promise<Measurement[]> {
  const wall: number[] = [];
  const cpu: number[] = [];
  const judgedPerSecond: number[] = [];
  let judged = 0;
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    judged = 0;
    let micros = 0;
    for (const revision of revisions) {
      const run = await runOnce(entry, url, revision);
      judged += run.judged;
      micros += run.cpuMicros;
    }
    const seconds = (performance.now() - begin) / 1000;
    wall.push(seconds);
    cpu.push(micros / 1e6);
    judgedPerSecond.push(judged / seconds);
  }
  return [
    measurementOf('conformance', `${name}, ${judged} checks judged, wall`, 's', wall),
    measurementOf('conformance', `${name}, its CPU`, 's', cpu),
    measurementOf('conformance', `${name}, judged per second`, '/s', judgedPerSecond),
  ];
}

async function runOnce(entry: string, url: string, revision: string): Promise<{ judged: number; cpuMicros: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-bench-official-'));
  try {
    const preload = ['--import', `data:text/javascript,${encodeURIComponent(tellCpu)}`];
    const args = [...preload, entry, 'server', '--url', url, '--requirements', revision, '-o', folder];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    await new Promise((resolve) => child.once('close', resolve));
    const files = globSync('**/checks.json', { cwd: folder });
    const checks = files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as OfficialCheck[]);
    const judged = checks.filter(({ status, details }) => status !== 'SKIPPED' && details?.untestable !== true).length;
    return { judged, cpuMicros: Number(/cpu=(\d+)/.exec(told)?.[1] ?? Number.NaN) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface OfficialCheck {
  status: string;
  details?: { untestable?: boolean };
}
