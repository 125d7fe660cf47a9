export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Longer texts are compared by what their beginning and end have in common only: the table below is quadratic. */
const maxWords = 1_500;

/** What went and what came, word by word with the blanks between them; joined, `same` and `added` give the new text. */
export function diffWords(before: string, after: string): DiffPart[] {
  const left = splitWords(before);
  const right = splitWords(after);
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < left.length - head && tail < right.length - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const parts: DiffPart[] = [];
  push(parts, 'same', left.slice(0, head));
  const middleLeft = left.slice(head, left.length - tail);
  const middleRight = right.slice(head, right.length - tail);
  if (middleLeft.length <= maxWords && middleRight.length <= maxWords) pushMiddle(parts, middleLeft, middleRight);
  else {
    push(parts, 'removed', middleLeft);
    push(parts, 'added', middleRight);
  }
  push(parts, 'same', left.slice(left.length - tail));
  return parts;
}

/** The share of words two texts have in common, 0 to 1. */
export function wordSimilarity(before: string, after: string): number {
  const left = new Set(before.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const right = new Set(after.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const both = [...left].filter((word) => right.has(word)).length;
  const all = left.size + right.size - both;
  return all === 0 ? 1 : both / all;
}

function splitWords(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** The longest common subsequence, by the textbook's table. */
function pushMiddle(parts: DiffPart[], left: readonly string[], right: readonly string[]): void {
  const width = right.length + 1;
  const table = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number) => table[row * width + column] as number;
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      const isSame = left[row] === right[column];
      const longest = isSame ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      table[row * width + column] = longest;
    }
  }
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      push(parts, 'same', [left[row] as string]);
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) push(parts, 'removed', [left[row++] as string]);
    else push(parts, 'added', [right[column++] as string]);
  }
  push(parts, 'removed', left.slice(row));
  push(parts, 'added', right.slice(column));
}

function push(parts: DiffPart[], kind: DiffPart['kind'], words: readonly string[]): void {
  if (words.length === 0) return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += words.join('');
  else parts.push({ kind, text: words.join('') });
}
