import type { ChaosTick } from '@mcp-lab/contracts';
import type { ProgressEvent } from '@mcp-lab/engine';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import { createProgress, type Progress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';

interface ChaosProgress extends Progress {
  onPlan(plan: readonly { name: string; blastRadius: string }[]): void;
  onTick(tick: ChaosTick): void;
}

/** Whom each fault can strike, before it begins; then the second that went by, and each result as it comes. */
export function createChaosProgress(terminal: Terminal): ChaosProgress {
  const { errStyle: style } = terminal;
  const steps = createProgress(terminal);
  let lineIsOpen = false;
  let told = '';
  const end = () => {
    if (lineIsOpen) terminal.err('\r\x1b[2K');
    lineIsOpen = false;
    steps.end();
  };
  return {
    end,
    onPlan(plan) {
      end();
      terminal.err('Faults and their blast radius, one after another:\n');
      for (const { name, blastRadius } of plan) terminal.err(`  ${name.padEnd(14)} ${style.dim(blastRadius)}\n`);
    },
    onTick({ atMs, trial, phase, calls, failed, latencyP95Ms }) {
      if (!terminal.interactive) {
        const now = `${trial}: ${phase}`;
        if (now !== told) terminal.err(`${style.dim(now)}\n`);
        told = now;
        return;
      }
      const latency = latencyP95Ms === null ? 'no answer' : `p95 ${latencyP95Ms.toFixed(0)} ms`;
      const text = `${(atMs / 1000).toFixed(0)} s  ${trial ?? ''} ${phase}  ${calls} calls, ${failed} failed, ${latency}`;
      terminal.err(`\r\x1b[2K${style.dim(text.slice(0, Math.max(10, terminal.columns - 1)))}`);
      lineIsOpen = true;
    },
    onEvent(event: ProgressEvent) {
      if (event.type === 'discovered') steps.onEvent(event);
      if (event.type !== 'result') return;
      end();
      const { verdict, checkId, reason } = event.result;
      const paint = verdict === 'fail' ? style.red : verdict === 'pass' ? style.green : style.yellow;
      terminal.err(`${paint(verdict)} ${checkId}  ${style.dim(escapePeerText(reason))}\n`);
    },
  };
}
