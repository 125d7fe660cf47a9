/** One challenge of a WWW-Authenticate header. */
export interface Challenge {
  /** Lower-cased. */
  scheme: string;
  /** By lower-cased name. */
  parameters: ReadonlyMap<string, string>;
}

const tokenPattern = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const blanks = /[ \t]*/y;
const token68Pattern = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const quotedPattern = /"((?:[^"\\]|\\.)*)"/y;

/** Reads a WWW-Authenticate header as RFC 9110 section 11.6.1 writes it. A string says what is wrong with it. */
export function parseChallenges(header: string): Challenge[] | string {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header) ?? undefined;
    at += match?.[0].length ?? 0;
    return match;
  };
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (;;) {
    take(blanks);
    if (header[at] === ',') {
      at++;
      continue;
    }
    if (at >= header.length) return challenges.length > 0 ? challenges : 'the header is empty';
    const word = take(tokenPattern)?.[0];
    if (word === undefined) return `no token at ${JSON.stringify(header.slice(at, at + 20))}`;
    const hadBlank = (take(blanks)?.[0].length ?? 0) > 0;
    const current = challenges.at(-1);
    if (header[at] === '=' && current !== undefined) {
      at++;
      take(blanks);
      const value = take(quotedPattern)?.[1]?.replace(/\\(.)/g, '$1') ?? take(tokenPattern)?.[0];
      if (value === undefined) return `the parameter ${word} has no value that is a token or a quoted string`;
      if (current.parameters.has(word.toLowerCase())) return `the parameter ${word} stands twice`;
      current.parameters.set(word.toLowerCase(), value);
      take(blanks);
      if (at < header.length && header[at] !== ',') return `no comma after the parameter ${word}`;
      continue;
    }
    if (header[at] === '=') return `the parameter ${word} stands before any scheme`;
    challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
    if (hadBlank && at < header.length && header[at] !== ',' && !startsParameter(header.slice(at))) {
      if (take(token68Pattern) === undefined) return `the scheme ${word} is followed by neither parameters nor a token`;
    }
  }
}

function startsParameter(rest: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*=[ \t]*(?:"|[!#$%&'*+.^_`|~0-9A-Za-z-])/.test(rest);
}
