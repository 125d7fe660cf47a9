import type { DriftChange, DriftReport } from '@mcp-lab/engine';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { Style } from '../terminal/terminal.ts';

/** The changes of a surface for a person, the heaviest first. */
export function showChanges({ changes, counts }: DriftReport, style: Style): string {
  if (changes.length === 0) return 'Nothing changed.\n';
  const lines = changes.flatMap((change) => {
    const where = [change.part, change.name, change.path].filter(Boolean).map((part) => escapePeerText(String(part)));
    const head = `${change.classes.map((name) => paint(name, style)).join(' + ')}  ${where.join(' ')}`;
    const said = `    ${escapePeerText(change.reason)}`;
    return ['', head, said, ...(change.words ? [`    ${showWords(change.words, style)}`] : [])];
  });
  const sum = `${counts.breaking} breaking, ${counts.suspicious} suspicious, ${counts.compatible} compatible`;
  return `${[...lines.slice(1), '', sum].join('\n')}\n`;
}

function paint(name: DriftChange['classes'][number], style: Style): string {
  if (name === 'breaking') return style.red(name);
  return name === 'suspicious' ? style.yellow(name) : style.dim(name);
}

/** Long stretches that are the same are cut to their ends. */
function showWords(words: NonNullable<DriftChange['words']>, style: Style): string {
  return words
    .map(({ kind, text }) => {
      const shown = escapePeerText(kind === 'same' ? shorten(text) : text, { maxLength: 600 });
      if (kind === 'added') return style.green(`{+${shown}+}`);
      return kind === 'removed' ? style.red(`[-${shown}-]`) : shown;
    })
    .join('');
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 30)} … ${text.slice(-30)}`;
}
