import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { cookieVariable, sweepProcesses } from '@mcp-lab/wire';
import { type Line, LineSplitter } from '@mcp-lab/wire/line-splitter';
import { type Command, maxReportBytes, type Report, reportSchema } from '../runner/protocol.ts';

const entry = join(import.meta.dirname, '../runner/main.ts');
/** A peer that makes the runner eat memory ends the runner, not the machine. */
const maxHeapMegabytes = 1024;
/** More than any sound run reports. */
const maxTotalBytes = 512 * 1024 * 1024;
const stderrTailBytes = 4 * 1024;

export interface RunnerOptions {
  /** Begins the cookie of everything the runner starts, and of the runner itself. */
  owner: string;
  /** All of the environment it gets. */
  environment: Record<string, string>;
  /** Told each report in order; the next one waits for it. A rejection ends the runner. */
  onReport(report: Report): Promise<void> | void;
}

/** A child that talks to targets. Whatever way it ends, nothing it started stays. */
export class RunnerProcess {
  readonly owner: string;
  /** Resolves once, when all its reports were handled: null after an orderly end, else why it ended. Never rejects. */
  readonly ended: Promise<string | null>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #onReport: RunnerOptions['onReport'];
  #stderrTail = '';
  #violation: string | undefined;
  #totalBytes = 0;

  constructor(options: RunnerOptions) {
    this.owner = options.owner;
    this.#onReport = options.onReport;
    this.#child = spawn(process.execPath, [`--max-old-space-size=${maxHeapMegabytes}`, entry], {
      env: { ...options.environment, [cookieVariable]: `${options.owner}:runner` },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    // A runner that has gone cannot take commands; its end says why.
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderrTail = (this.#stderrTail + chunk.toString('utf8')).slice(-stderrTailBytes);
    });
    this.ended = this.#follow();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(command: Command): void {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  /** Asks it to leave by closing its stdin; kills it when it does not. Resolves when it and its targets are gone. */
  async stop(graceMs: number): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends it and everything it started, now. */
  kill(): void {
    this.#child.kill('SIGKILL');
    this.#sweep();
  }

  #sweep(): void {
    sweepProcesses({ cookiePrefix: `${this.owner}:` });
  }

  async #follow(): Promise<string | null> {
    const exit = new Promise<string | null>((resolve) => {
      this.#child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
      this.#child.once('exit', (code, signal) => {
        // Descendants that hold its pipes would keep them open: they go first.
        this.#sweep();
        resolve(code === 0 ? null : `it ended with ${signal ?? `code ${code}`}${this.#lastWords()}`);
      });
    });
    const [how] = await Promise.all([exit, this.#readReports()]);
    return this.#violation ?? how;
  }

  async #readReports(): Promise<void> {
    let lines: Line[] = [];
    const splitter = new LineSplitter(maxReportBytes, (line) => lines.push(line));
    try {
      for await (const chunk of this.#child.stdout as AsyncIterable<Buffer>) {
        splitter.push(chunk, 0);
        this.#totalBytes += chunk.length;
        const complete = lines;
        lines = [];
        for (const line of complete) await this.#onReport(this.#parse(line));
      }
    } catch (error) {
      this.#violation = error instanceof Error ? error.message : String(error);
      this.kill();
    }
  }

  #parse(line: Line): Report {
    if (line.droppedBytes > 0 || this.#totalBytes > maxTotalBytes) throw new Error('it reported more than is accepted');
    const report = reportSchema.safeParse(parseJson(line.raw));
    if (!report.success) {
      const issue = report.error.issues[0];
      throw new Error(`it sent a report that is not understood (${issue?.path.join('.')}: ${issue?.message})`);
    }
    return report.data;
  }

  #lastWords(): string {
    const text = this.#stderrTail.trim();
    return text === '' ? '' : `: ${text}`;
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
