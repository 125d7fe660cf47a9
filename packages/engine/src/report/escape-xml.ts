import { escapePeerText } from './escape-peer-text.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for an element or an attribute of XML 1.0 or HTML; characters that XML does not allow are gone. */
export function escapeXml(text: string, options: { maxLength?: number; keepLines?: boolean } = {}): string {
  // Controls and lone surrogates are written out by then; of what XML forbids only the noncharacters are left.
  return escapePeerText(text, options)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
