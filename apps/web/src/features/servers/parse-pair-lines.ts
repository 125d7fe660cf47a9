/** `NAME=value` or `Name: value` lines, as in a .env file or a request; [] where no line looks like one. */
export function parsePairLines(text: string, separator: '=' | ':'): { name: string; value: string }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const at = line.indexOf(separator);
    if (at < 1 || line.trimStart().startsWith('#')) return [];
    const name = line
      .slice(0, at)
      .replace(/^\s*export\s+/, '')
      .trim();
    const value = line.slice(at + 1).trim();
    const quoted = /^(["'])(.*)\1$/.exec(value);
    return [{ name, value: quoted?.[2] ?? value }];
  });
}
