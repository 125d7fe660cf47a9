/** Code points from and to, both included. */
export type CodeRange = readonly [from: number, to: number];

/** What a pattern is made of, as far as strings can be made up for it. */
export type PatternNode =
  | { kind: 'character'; ranges: readonly CodeRange[] }
  | { kind: 'sequence'; parts: readonly PatternNode[] }
  | { kind: 'choice'; options: readonly PatternNode[] }
  | { kind: 'repeat'; node: PatternNode; least: number; most: number };

/** Look-around, back-references and flags are none of it. */
class UnsupportedPattern extends Error {
  override readonly name = 'UnsupportedPattern';
}

const maxDepth = 30;
const lastCodePoint = 0x10ffff;
const digits: CodeRange[] = [[0x30, 0x39]];
const lower: CodeRange[] = [[0x61, 0x7a]];
const upper: CodeRange[] = [[0x41, 0x5a]];
const wordCharacters: CodeRange[] = [...lower, ...upper, ...digits, [0x5f, 0x5f]];
const blanks: CodeRange[] = [
  [0x20, 0x20],
  [0x09, 0x0d],
];
const lineEnds: CodeRange[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const classes: Readonly<Record<string, readonly CodeRange[]>> = { d: digits, w: wordCharacters, s: blanks };
/** A part of each that no engine disputes. */
const properties: Readonly<Record<string, readonly CodeRange[]>> = {
  L: [...lower, ...upper],
  Letter: [...lower, ...upper],
  Alphabetic: [...lower, ...upper],
  Lu: upper,
  Ll: lower,
  N: digits,
  Nd: digits,
};
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };

/** Undefined for a pattern with a construct that is not of the regular subset. The pattern is only read, never run. */
export function parsePattern(pattern: string): PatternNode | undefined {
  try {
    return new Reader(pattern).read();
  } catch (error) {
    if (error instanceof UnsupportedPattern) return undefined;
    throw error;
  }
}

class Reader {
  readonly #text: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#text = [...pattern];
  }

  read(): PatternNode {
    const node = this.#readChoice(0);
    if (this.#at < this.#text.length) throw new UnsupportedPattern();
    return node;
  }

  #readChoice(depth: number): PatternNode {
    if (depth > maxDepth) throw new UnsupportedPattern();
    const options: PatternNode[] = [this.#readSequence(depth)];
    while (this.#takes('|')) options.push(this.#readSequence(depth));
    return options.length === 1 ? (options[0] as PatternNode) : { kind: 'choice', options };
  }

  #readSequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#text.length && !this.#sees('|') && !this.#sees(')')) {
      const node = this.#readAtom(depth);
      // Anchors and word limits hold for most of what is made up; what breaks one is found out by validation.
      if (node !== undefined) parts.push(this.#readQuantifier(node));
    }
    return { kind: 'sequence', parts };
  }

  #readAtom(depth: number): PatternNode | undefined {
    const character = this.#next();
    if (character === '^' || character === '$') return undefined;
    if (character === '.') return { kind: 'character', ranges: complementOf(lineEnds) };
    if (character === '[') return { kind: 'character', ranges: this.#readClass() };
    if (character === '(') return this.#readGroup(depth);
    if (character === '\\') {
      if (this.#takes('b') || this.#takes('B')) return undefined;
      return { kind: 'character', ranges: this.#readEscape() };
    }
    if (character === '*' || character === '+' || character === '?') throw new UnsupportedPattern();
    return { kind: 'character', ranges: [only(character)] };
  }

  #readGroup(depth: number): PatternNode {
    if (this.#takes('?') && !this.#takes(':')) {
      // A name; `(?=`, `(?!`, `(?<=` and flags are no part of the subset.
      if (!this.#takes('<') || this.#sees('=') || this.#sees('!')) throw new UnsupportedPattern();
      while (this.#next() !== '>');
    }
    const node = this.#readChoice(depth + 1);
    if (!this.#takes(')')) throw new UnsupportedPattern();
    return node;
  }

  #readQuantifier(node: PatternNode): PatternNode {
    const bounds = this.#readBounds();
    if (bounds === undefined) return node;
    this.#takes('?');
    const [least, most] = bounds;
    return { kind: 'repeat', node, least, most };
  }

  #readBounds(): [least: number, most: number] | undefined {
    if (this.#takes('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#takes('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#takes('?')) return [0, 1];
    if (!this.#sees('{')) return undefined;
    const rest = this.#text.slice(this.#at, this.#at + 24).join('');
    const found = /^\{(\d{1,6})(,(\d{1,6})?)?\}/.exec(rest);
    // A brace that is no quantifier is a character.
    if (found === null) return undefined;
    this.#at += found[0].length;
    const least = Number(found[1]);
    if (found[2] === undefined) return [least, least];
    return [least, found[3] === undefined ? Number.POSITIVE_INFINITY : Number(found[3])];
  }

  #readClass(): readonly CodeRange[] {
    const isNegated = this.#takes('^');
    const ranges: CodeRange[] = [];
    while (!this.#takes(']')) {
      const from = this.#readClassAtom();
      const [first] = from;
      const isRange = this.#sees('-') && this.#text[this.#at + 1] !== ']' && isSingle(from);
      if (!isRange || first === undefined) {
        ranges.push(...from);
        continue;
      }
      this.#next();
      const [last] = this.#readClassAtom();
      if (last === undefined || last[0] < first[0]) throw new UnsupportedPattern();
      ranges.push([first[0], last[0]]);
    }
    return isNegated ? complementOf(ranges) : ranges;
  }

  #readClassAtom(): readonly CodeRange[] {
    const character = this.#next();
    if (character !== '\\') return [only(character)];
    return this.#takes('b') ? [[8, 8]] : this.#readEscape();
  }

  #readEscape(): readonly CodeRange[] {
    const character = this.#next();
    const known = Object.hasOwn(classes, character) ? classes[character] : undefined;
    if (known !== undefined) return known;
    const opposite = classes[character.toLowerCase()];
    if (opposite !== undefined) return complementOf(opposite);
    const control = Object.hasOwn(controls, character) ? controls[character] : undefined;
    if (control !== undefined) return [[control, control]];
    if (character === 'x') return [this.#readHex(2)];
    if (character === 'u') return [this.#takes('{') ? this.#readBraced() : this.#readHex(4)];
    if (character === 'p') return this.#readProperty();
    if (/[a-zA-Z1-9]/.test(character)) throw new UnsupportedPattern();
    return [only(character)];
  }

  #readHex(count: number): CodeRange {
    const text = this.#text.slice(this.#at, this.#at + count).join('');
    if (!/^[0-9a-f]+$/i.test(text) || text.length !== count) throw new UnsupportedPattern();
    this.#at += count;
    return single(Number.parseInt(text, 16));
  }

  #readBraced(): CodeRange {
    const text = this.#readUntil('}');
    if (!/^[0-9a-f]{1,6}$/i.test(text)) throw new UnsupportedPattern();
    return single(Number.parseInt(text, 16));
  }

  #readProperty(): readonly CodeRange[] {
    if (!this.#takes('{')) throw new UnsupportedPattern();
    const name = this.#readUntil('}').replace(/^General_Category=|^gc=/, '');
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known === undefined) throw new UnsupportedPattern();
    return known;
  }

  #readUntil(end: string): string {
    let text = '';
    for (let next = this.#next(); next !== end; next = this.#next()) text += next;
    return text;
  }

  #next(): string {
    const character = this.#text[this.#at];
    if (character === undefined) throw new UnsupportedPattern();
    this.#at++;
    return character;
  }

  #sees(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  #takes(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at++;
    return true;
  }
}

function only(character: string): CodeRange {
  return single(character.codePointAt(0) ?? 0);
}

/** A lone surrogate is no character that JSON over UTF-8 could carry. */
function single(codePoint: number): CodeRange {
  if (codePoint > lastCodePoint || (codePoint >= 0xd800 && codePoint <= 0xdfff)) throw new UnsupportedPattern();
  return [codePoint, codePoint];
}

function isSingle(ranges: readonly CodeRange[]): boolean {
  const [first] = ranges;
  return ranges.length === 1 && first !== undefined && first[0] === first[1];
}

function complementOf(ranges: readonly CodeRange[]): CodeRange[] {
  const taken = [...ranges, [0xd800, 0xdfff] as const].sort(([left], [right]) => left - right);
  const free: CodeRange[] = [];
  let next = 0;
  for (const [from, to] of taken) {
    if (from > next) free.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= lastCodePoint) free.push([next, lastCodePoint]);
  return free;
}
