import { isJsonObject, type JsonValue } from '../json.ts';

/** What a hole stands for: the number of the call, or of the virtual user. */
type Hole = 'n' | 'vu';

const holePattern = /\$(n|vu)(?![A-Za-z0-9_])/g;

/**
 * Text made once, with holes for the numbers of a call. It is a string of bytes (each character is one, as in Latin-1):
 * its length is its length on the wire, and it is written without being encoded again.
 */
export class NumberTemplate {
  readonly #texts: string[] = [''];
  readonly #holes: Hole[] = [];

  /** Adds text as it is. */
  add(text: string): this {
    this.#texts[this.#texts.length - 1] += Buffer.from(text, 'utf8').toString('latin1');
    return this;
  }

  /** Adds text in which `$n` and `$vu` are holes. */
  addWithHoles(text: string): this {
    let start = 0;
    for (const found of text.matchAll(holePattern)) {
      this.add(text.slice(start, found.index));
      this.#holes.push(found[1] as Hole);
      this.#texts.push('');
      start = found.index + found[0].length;
    }
    return this.add(text.slice(start));
  }

  /** Adds JSON. `$n` and `$vu` are holes in strings; a string that is nothing else becomes a number. Keys stay as they are. */
  addJson(value: JsonValue): this {
    if (typeof value === 'string') {
      const isNumber = value === '$n' || value === '$vu';
      return this.addWithHoles(isNumber ? value : JSON.stringify(value));
    }
    if (Array.isArray(value))
      return this.#addMembers(
        '[',
        value.map((member) => ['', member]),
        ']',
      );
    if (!isJsonObject(value)) return this.add(JSON.stringify(value));
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return this.#addMembers(
      '{',
      members.map(([key, member]) => [`${JSON.stringify(key)}:`, member]),
      '}',
    );
  }

  fill(numbers: { n: number; vu: number }): string {
    const texts = this.#texts;
    let text = texts[0] as string;
    for (let index = 0; index < this.#holes.length; index++) {
      text += (this.#holes[index] === 'n' ? numbers.n : numbers.vu) + (texts[index + 1] as string);
    }
    return text;
  }

  #addMembers(open: string, members: [start: string, value: JsonValue][], close: string): this {
    this.add(open);
    for (const [index, [start, value]] of members.entries()) {
      this.add(index === 0 ? start : `,${start}`).addJson(value);
    }
    return this.add(close);
  }
}
