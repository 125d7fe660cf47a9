import picocolors from 'picocolors';

export type Style = ReturnType<typeof picocolors.createColors>;

/** Where output goes and how it may look. Machine output is alone on `out`; everything else goes to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether `err` is a terminal whose line can be rewritten. */
  interactive: boolean;
  columns: number;
  /** Width of `out` where it is a terminal: what is wider is wrapped. Elsewhere undefined: lines stay whole. */
  outColumns: number | undefined;
  outStyle: Style;
  errStyle: Style;
}

export function createTerminal(
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  // https://no-color.org: present and not empty means no colour.
  const colour = (stream: NodeJS.WriteStream) =>
    stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: stderr.isTTY === true && environment.TERM !== 'dumb' && environment.CI !== 'true',
    columns: stderr.columns ?? 80,
    outColumns: stdout.isTTY ? stdout.columns : undefined,
    outStyle: picocolors.createColors(colour(stdout)),
    errStyle: picocolors.createColors(colour(stderr)),
  };
}
