/** A pattern for LIKE … ESCAPE '\' that finds the text anywhere, its wildcards taken literally. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
