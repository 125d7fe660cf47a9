import { join } from 'node:path';

/** A text with something in it that has an effect only where it is carried out. */
export interface InjectionWay {
  how: string;
  value: string;
  /** The name of the file that then lies among the markers. */
  marker: string;
  /** What then stands in the answer, and was not sent. */
  answer?: string;
}

/**
 * Ways to have `base` carried out: by a POSIX shell, as an option of a program, or as code of JavaScript or Python. All
 * that any of them does is to make an empty file of ours and to add two numbers.
 */
export function injectionWays(
  base: string,
  folder: string,
  token: (label: string) => string,
  label: string,
): InjectionWay[] {
  const ways: [how: string, write: (file: string) => string][] = [
    ['a semicolon', (file) => `${base}; echo >${file}`],
    ['a pipe', (file) => `${base} | tee ${file}`],
    ['two ampersands', (file) => `${base} && echo >${file}`],
    ['a command substitution', (file) => `${base}$(echo >${file})`],
    ['backticks', (file) => `${base}\`echo >${file}\``],
    ['a double quote that ends a text', (file) => `${base}"; echo >${file}; echo "`],
    ['a single quote that ends a text', (file) => `${base}'; echo >${file}; echo '`],
    ['a new line', (file) => `${base}\necho >${file}\n`],
    ['an option in place of a value', (file) => `--output=${file}`],
    ['an expression of Python', (file) => `__import__('os').open('${file}', 65)`],
    ['an expression of JavaScript', (file) => `globalThis.process.getBuiltinModule('fs').writeFileSync('${file}', '')`],
  ];
  const written = ways.map(([how, write]): InjectionWay => {
    const marker = token(`injection ${label} ${how}`);
    return { how, value: write(join(folder, marker)), marker };
  });
  // Seen where the file would not be: on a server of another machine.
  const word = token(`injection ${label} sum`);
  const sums: InjectionWay[] = [
    { how: 'a sum for a shell', value: `${base}${word}$((7000+77))`, marker: word, answer: `${word}7077` },
    { how: 'a sum in double braces', value: `${base}${word}{{7000+77}}`, marker: word, answer: `${word}7077` },
    { how: 'a sum in a template literal', value: `${base}${word}\${7000+77}`, marker: word, answer: `${word}7077` },
  ];
  return [...written, ...sums];
}
