/** A command line cut at its blanks as a shell would, quotes taken off; only used to propose a better spelling. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  for (const [, double, single, plain] of line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)) {
    words.push(double ?? single ?? plain ?? '');
  }
  return words;
}
