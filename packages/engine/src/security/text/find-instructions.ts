import { type InstructionPattern, instructionPatterns } from './model-instructions.ts';

const maxLooked = 100_000;
const maxQuoted = 120;

/** The phrases of a text that read as orders to a model, as far as they are worth telling of a text as such. */
export function findInstructions(
  text: string,
  without: readonly string[] = [],
): { pattern: InstructionPattern; quote: string }[] {
  const looked = text.slice(0, maxLooked);
  return instructionPatterns.flatMap((pattern) => {
    if (pattern.isWide || without.includes(pattern.id)) return [];
    const found = pattern.pattern.exec(looked)?.[0];
    return found === undefined ? [] : [{ pattern, quote: found.replaceAll(/\s+/g, ' ').slice(0, maxQuoted) }];
  });
}
