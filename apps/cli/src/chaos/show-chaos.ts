import type { ChaosPhase, ChaosReport, ChaosTrial } from '@mcp-lab/contracts';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { Style } from '../terminal/terminal.ts';

const head = ['fault', 'before', 'during', 'after', 'recovered', 'injected', 'failed by it', 'own errors'];

/** What each fault did, as a table: p95 of the answers, failed of all calls, and whose failures they were. */
export function showChaos({ trials, writes, notes }: ChaosReport, style: Style): string {
  const rows = trials.map(rowOf);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  const lines = ['', style.bold(line(head)), ...rows.map(line)];
  for (const { name, ownErrors, exits } of trials) {
    for (const exit of exits) lines.push(`  ${name}: ${style.red('the process ended')}, ${escapePeerText(exit)}`);
    for (const { message, count } of ownErrors) lines.push(`  ${name}: ${count} × ${escapePeerText(message)}`);
  }
  for (const { name, tool, applied, reason } of writes) {
    const times = applied === null ? 'not known' : `applied ${applied} ×`;
    lines.push(
      `  write ${escapePeerText(`${name} (${tool})`)} made again after its answer was lost: ${times}, ${escapePeerText(reason)}`,
    );
  }
  for (const note of notes) lines.push(style.dim(`  ${escapePeerText(note)}`));
  return `${lines.join('\n')}\n`;
}

function rowOf(trial: ChaosTrial): string[] {
  const { name, before, during, after, recoveryMs, injections, ownErrors, notTried } = trial;
  if (notTried !== null) return [name, ...phases([before]), `not tried: ${escapePeerText(notTried)}`];
  const recovered = recoveryMs === null ? 'no' : `${(recoveryMs / 1000).toFixed(1)} s`;
  const own = ownErrors.reduce((sum, { count }) => sum + count, 0);
  return [
    name,
    ...phases([before, during, after]),
    recovered,
    String(injections),
    String(during?.injected ?? 0),
    String(own),
  ];
}

function phases(list: readonly (ChaosPhase | null)[]): string[] {
  return list.map((phase) => {
    if (phase === null) return '-';
    const { latencyP95Ms, failed, calls } = phase;
    const latency = latencyP95Ms === null ? '-' : `${latencyP95Ms.toFixed(0)} ms`;
    return `${latency} ${failed}/${calls}`;
  });
}
