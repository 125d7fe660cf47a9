import { escapePeerText } from './escape-peer-text.ts';

/**
 * A peer's text within a line (not at its beginning) of GitHub's Markdown, as plain text: no markup, no HTML, no
 * links, no mention of a person or an issue. The empty comment splits what GitHub would turn into a link by itself.
 */
export function escapeMarkdown(text: string, maxLength?: number): string {
  return escapePeerText(text, { maxLength })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]()|~$]/g, '\\$&')
    .replace(/@(?=\w)|#(?=\d)|\bwww(?=\.)|:(?=\/\/)/g, '$&<!-- -->');
}

/** A block of code that its own text cannot end. */
export function fenceCode(text: string, language = ''): string {
  const runs = [...text.matchAll(/`+/g)].map(([ticks]) => ticks.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}${language}\n${text}\n${fence}`;
}
