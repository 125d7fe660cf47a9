import type { ProgressEvent } from '@mcp-lab/engine';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { Terminal } from './terminal.ts';

export interface Progress {
  onEvent(event: ProgressEvent): void;
  /** Leaves a clean line behind. */
  end(): void;
}

/** One rewritten line on a terminal, a few plain lines elsewhere. */
export function createProgress(terminal: Terminal): Progress {
  const { errStyle: style } = terminal;
  let total = 0;
  let done = 0;
  let findings = 0;
  let lineIsOpen = false;

  function rewrite(text: string): void {
    const visible = text.slice(0, Math.max(10, terminal.columns - 1));
    terminal.err(`\r\x1b[2K${style.dim(visible)}`);
    lineIsOpen = true;
  }
  function end(): void {
    if (lineIsOpen) terminal.err('\r\x1b[2K');
    lineIsOpen = false;
  }
  function say(text: string): void {
    end();
    terminal.err(`${style.dim(text)}\n`);
  }

  return {
    end,
    onEvent(event) {
      if (event.type === 'discovered' && !event.profile.failure) {
        const { transport, modern, legacy } = event.profile;
        say(`${transport}: speaks ${[...modern, ...legacy.toReversed()].join(', ')}`);
      } else if (event.type === 'plan') {
        total = event.total;
        if (!terminal.interactive) say(`${total} checks to run`);
      } else if (event.type === 'tour' && event.failure) {
        say(`${event.revision}: ${escapePeerText(event.failure)}`);
      } else if (event.type === 'check-started' && terminal.interactive) {
        rewrite(`${bar(done, total)} ${done}/${total}  ${findings} findings  ${event.checkId} at ${event.revision}`);
      } else if (event.type === 'result') {
        done++;
        if (event.result.verdict === 'fail' || event.result.verdict === 'warn') findings++;
        const step = Math.max(1, Math.ceil(total / 5));
        // Some runs cannot tell beforehand how many results there will be.
        if (!terminal.interactive && total > 0 && done % step === 0)
          say(`${done}/${total} checks, ${findings} findings`);
      }
    },
  };
}

function bar(done: number, total: number): string {
  const width = 20;
  const filled = total === 0 ? 0 : Math.round((done / total) * width);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
}
