import { control, invisible } from './hidden-characters.ts';

/** Something in a text that whoever looks at it does not see. */
export interface HiddenText {
  what: string;
  /** The text that is written with the hidden characters; undefined where they spell nothing. */
  spells?: string;
}

const maxLooked = 100_000;
const maxShown = 80;
/** Flags such as those of Scotland and Wales are spelled with tags behind a black flag. */
const flagOfRegion = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f}/gu;
const tags = /[\u{e0000}-\u{e007f}]+/gu;
/** One chooses how the character before it is drawn; several in a row, or the supplement behind no ideograph, carry data. */
const selectorRun = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}|(?<![\p{Script=Han}])[\u{e0100}-\u{e01ef}]/gu;
const override = /[\u202d\u202e]/u;
const embedding = /[\u202a\u202b\u2066-\u2068]/u;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const joinerInWord = /(?<=[A-Za-z0-9])[\u200c\u200d]+(?=[A-Za-z0-9])/u;
/** What some editors leave behind, and what tells a line where it may break: none of them hides a word. */
const harmless = /^\ufeff|[\u00ad\ufeff\u200b\u2060]/gu;
const ansi = /\u001b(?:\[[0-9;?]{0,30}[ -/]?[@-~]|\][^\u0007\u001b]{0,2000}|[PX^_@-Z\\])|\u009b[0-9;?]{0,30}[@-~]/u;
const overwriting = /\u0008|\r(?!\n)(?=[^\n])/u;
/** Fewer are an accident of copying. */
const fewInvisible = 3;

/**
 * What is hidden in a text, with care for what is no secret: emoji with joiners and selectors, flags of regions, the
 * marks of right-to-left scripts, soft hyphens, a byte-order mark. Empty for an ordinary text.
 */
export function findHiddenText(whole: string): HiddenText[] {
  const text = whole.slice(0, maxLooked).replace(flagOfRegion, '');
  const found: HiddenText[] = [];
  const tagged = (text.match(tags) ?? []).join('');
  if (tagged !== '') found.push({ what: `${[...tagged].length} tag characters`, ...spelled(decodeTags(tagged)) });
  const selectors = text.match(selectorRun) ?? [];
  if (selectors.length > 0) {
    const run = selectors.join('');
    found.push({
      what: `${[...run].length} variation selectors that select nothing`,
      ...spelled(decodeSelectors(run)),
    });
  }
  if (override.test(text)) found.push({ what: 'characters that override the direction of the text' });
  else if (embedding.test(text) && !rightToLeft.test(text)) {
    found.push({ what: 'characters that reorder a text without any right-to-left script' });
  }
  const unseen = [...text.replace(harmless, '')].filter((character) => invisible.test(character));
  const blank = (text.slice(1).match(harmless) ?? []).filter((character) => character !== '\u00ad');
  if (unseen.length > 0 || blank.length >= fewInvisible) {
    found.push({ what: `${unseen.length + blank.length} invisible characters`, ...spelled(decodeBinary(text)) });
  }
  if (joinerInWord.test(text)) found.push({ what: 'zero-width joiners within words of Latin letters' });
  if (ansi.test(text)) found.push({ what: 'escape sequences that a terminal carries out' });
  else if (overwriting.test(text)) found.push({ what: 'control characters that write over what was shown' });
  else if (control.test(text.replaceAll('\0', '').replaceAll('\u0008', ''))) found.push({ what: 'control characters' });
  return found;
}

function spelled(text: string): { spells?: string } {
  const printable = text.replace(/[^\x20-\x7e]/g, '');
  return printable.length >= 3 && printable.length * 2 >= text.length ? { spells: printable.slice(0, maxShown) } : {};
}

function decodeTags(run: string): string {
  return [...run].map((character) => String.fromCharCode((character.codePointAt(0) ?? 0) - 0xe0000)).join('');
}

/** The usual way: the first sixteen are the bytes 0 to 15, the supplement the rest. */
function decodeSelectors(run: string): string {
  const bytes = [...run].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
  });
  return Buffer.from(bytes).toString('utf8');
}

/** Two zero-width characters as the bits of a text, the most usual pair. */
function decodeBinary(text: string): string {
  const bits = (text.match(/[\u200b\u200c]/gu) ?? []).map((character) => (character === '\u200b' ? '0' : '1')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString('utf8');
}
