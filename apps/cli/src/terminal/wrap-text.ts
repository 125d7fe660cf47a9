/** Breaks a text at blanks so that each line fits, the first after `indent` columns and the others indented by as much. */
export function wrapText(text: string, columns: number, indent: number): string {
  const width = Math.max(20, columns - indent);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
