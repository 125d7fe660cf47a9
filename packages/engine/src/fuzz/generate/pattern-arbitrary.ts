import fc from 'fast-check';
import { type CodeRange, type PatternNode, parsePattern } from './parse-pattern.ts';

const printable: CodeRange = [0x21, 0x7e];
/** How many more than it must be what may repeat without end is repeated. */
const maxExtraRepeats = 8;
/** Of nested repeats, which multiply. */
const maxCharacters = 10_000;

/**
 * Strings that match a pattern, made from the pattern itself: nothing is matched, so nothing can backtrack. Undefined for
 * one with a construct that is not supported. Anchors inside a pattern may be broken by what comes: validate it.
 */
export function patternArbitrary(pattern: string): fc.Arbitrary<string> | undefined {
  const node = parsePattern(pattern);
  if (node === undefined || leastLength(node) > maxCharacters) return undefined;
  return arbitraryOf(node);
}

function arbitraryOf(node: PatternNode): fc.Arbitrary<string> | undefined {
  switch (node.kind) {
    case 'character':
      return characterFrom(node.ranges);
    case 'sequence': {
      const parts = node.parts.map(arbitraryOf).filter((part) => part !== undefined);
      if (parts.length < node.parts.length) return undefined;
      return fc.tuple(...parts).map((texts) => texts.join(''));
    }
    case 'choice': {
      const options = node.options.map(arbitraryOf).filter((option) => option !== undefined);
      return options.length === 0 ? undefined : fc.oneof(...options);
    }
    case 'repeat': {
      const { least, most } = node;
      const repeated = arbitraryOf(node.node);
      if (repeated === undefined) return least === 0 ? fc.constant('') : undefined;
      const maxLength = Math.min(most, least + maxExtraRepeats);
      if (maxLength < least) return undefined;
      return fc.array(repeated, { minLength: least, maxLength, size: 'max' }).map((texts) => texts.join(''));
    }
  }
}

/** Printable ones where there are any: they are what people mean. */
function characterFrom(ranges: readonly CodeRange[]): fc.Arbitrary<string> | undefined {
  const shown = ranges.flatMap(([from, to]): CodeRange[] => {
    const narrowed: CodeRange = [Math.max(from, printable[0]), Math.min(to, printable[1])];
    return narrowed[0] <= narrowed[1] ? [narrowed] : [];
  });
  const usable = shown.length > 0 ? shown : ranges;
  if (usable.length === 0) return undefined;
  return fc.oneof(...usable.map(([min, max]) => fc.integer({ min, max }).map((code) => String.fromCodePoint(code))));
}

function leastLength(node: PatternNode): number {
  switch (node.kind) {
    case 'character':
      return 1;
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + leastLength(part), 0);
    case 'choice':
      return Math.min(...node.options.map(leastLength));
    case 'repeat':
      return node.least * leastLength(node.node);
  }
}
