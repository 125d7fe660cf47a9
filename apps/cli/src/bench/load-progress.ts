import type { LoadTick } from '@mcp-lab/contracts';
import { formatQuantity } from '@mcp-lab/engine/load/format-quantity';
import type { Terminal } from '../terminal/terminal.ts';

export interface LoadProgress {
  onTick(tick: LoadTick): void;
  /** Leaves a clean line behind. */
  end(): void;
}

const plainEverySeconds = 10;

/** The second that just went by: one rewritten line on a terminal, one in ten as a line elsewhere. */
export function createLoadProgress(terminal: Terminal, plannedSeconds: number): LoadProgress {
  const { errStyle: style } = terminal;
  let lineIsOpen = false;
  let nextSecond = 0;
  return {
    onTick(tick) {
      const text = describeTick(tick, plannedSeconds);
      if (!terminal.interactive) {
        const second = Math.round(tick.atMs / 1000);
        if (second < nextSecond) return;
        nextSecond = second + plainEverySeconds;
        terminal.err(`${text}\n`);
        return;
      }
      terminal.err(`\r\x1b[2K${style.dim(text.slice(0, Math.max(10, terminal.columns - 1)))}`);
      lineIsOpen = true;
    },
    end() {
      if (lineIsOpen) terminal.err('\r\x1b[2K');
      lineIsOpen = false;
    },
  };
}

function describeTick(tick: LoadTick, plannedSeconds: number): string {
  const { atMs, calls, outcomes, latencyMs, inFlight, dropped, targetRate, phase, serverCpuPercent } = tick;
  const failed = calls - outcomes.ok;
  const time = `${(atMs / 1000).toFixed(0)} of at most ${plannedSeconds.toFixed(0)} s`;
  return [
    phase === 'warm-up' ? `${time}, warm-up` : time,
    `${calls}/s${targetRate === null ? '' : ` of ${formatQuantity(targetRate, '/s')}`}`,
    latencyMs.p95 === null
      ? 'no answer'
      : `p50 ${formatQuantity(latencyMs.p50 ?? 0, 'ms')}, p95 ${formatQuantity(latencyMs.p95, 'ms')}`,
    `${inFlight} under way`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(dropped > 0 ? [`${dropped} dropped`] : []),
    ...(serverCpuPercent === null ? [] : [`server ${serverCpuPercent.toFixed(0)} % CPU`]),
  ].join('  ');
}
