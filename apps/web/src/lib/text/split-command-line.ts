export interface SplitCommandLine {
  argv: string[];
  /** For example an open quote; the argv is then what was understood so far. */
  error: string | null;
  /** Things a shell would have done and the lab will not, because it starts programs without one. */
  warnings: string[];
}

/** Splits like a POSIX shell does, quotes and backslashes included, and expands nothing. */
export function splitCommandLine(line: string): SplitCommandLine {
  const argv: string[] = [];
  /** Of each word, what stands outside of all quotes, and what a shell would look for variables in. */
  const bare: string[] = [];
  const expandable: string[] = [];
  let word: string | null = null;
  let unquoted = '';
  let notSingleQuoted = '';
  let quote: '"' | "'" | null = null;
  const text = line.replaceAll(/\\\r?\n/g, ' ');

  const endWord = () => {
    if (word !== null) {
      argv.push(word);
      bare.push(unquoted);
      expandable.push(notSingleQuoted);
    }
    word = null;
    unquoted = '';
    notSingleQuoted = '';
  };

  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (quote !== null) {
      if (character === quote) quote = null;
      else if (quote === '"' && character === '\\' && /["\\$`]/.test(next)) {
        word += next;
        index += 1;
      } else {
        word += character;
        if (quote === '"') notSingleQuoted += character;
      }
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (character === '\\' && next !== '') {
      word = (word ?? '') + next;
      index += 1;
    } else if (/\s/.test(character)) endWord();
    else {
      word = (word ?? '') + character;
      unquoted += character;
      notSingleQuoted += character;
    }
  }
  endWord();
  return {
    argv,
    error: quote === null ? null : `The quote ${quote} is not closed.`,
    warnings: shellWarnings(argv, bare, expandable),
  };
}

function shellWarnings(argv: string[], bare: string[], expandable: string[]): string[] {
  const warnings: string[] = [];
  const operator = bare.find((word) => /^(?:\|\|?|&&?|;|[0-9]?>>?|<)$/.test(word));
  if (operator) warnings.push(`There is no shell: “${operator}” is passed to the program as an argument.`);
  const variable = expandable.find((word) => /\$\{?[A-Za-z_]|%[A-Za-z_]+%/.test(word));
  if (variable) warnings.push(`Variables are not filled in: “${variable}” is passed as it stands.`);
  if (bare.some((word) => /^~(?:\/|$)/.test(word)))
    warnings.push('“~” is not your home folder here: write the full path.');
  const assignment = argv[0] !== undefined && /^[A-Za-z_][A-Za-z0-9_]*=/.test(argv[0]);
  if (assignment) warnings.push(`“${argv[0]}” is taken as the program: put it under environment variables instead.`);
  return warnings;
}

/** The inverse, for editing: splitting it again gives the same argv. */
export function joinCommandLine(argv: readonly string[]): string {
  return argv.map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", `'\\''`)}'`)).join(' ');
}
