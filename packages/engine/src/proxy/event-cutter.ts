/** Larger events pass unseen: no fault strikes them. */
const maxEventBytes = 16 * 1024 * 1024;

/** Cuts the bytes of an event stream behind each blank line. Bytes are handed on as they were. */
export class EventCutter {
  readonly #onEvent: (event: Buffer) => void;
  #held = Buffer.alloc(0);
  /** What was searched already. */
  #seen = 0;

  constructor(onEvent: (event: Buffer) => void) {
    this.#onEvent = onEvent;
  }

  push(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk]);
    for (let end = this.#findEnd(); end > 0; end = this.#findEnd()) this.#cut(end);
    if (this.#held.length > maxEventBytes) this.#cut(this.#held.length);
  }

  end(): void {
    if (this.#held.length > 0) this.#cut(this.#held.length);
  }

  #cut(end: number): void {
    const event = this.#held.subarray(0, end);
    this.#held = this.#held.subarray(end);
    this.#seen = 0;
    this.#onEvent(event);
  }

  /** Behind the first of LF LF, CR CR or CR LF CR LF; 0 where there is none yet. */
  #findEnd(): number {
    const from = Math.max(0, this.#seen - 3);
    this.#seen = this.#held.length;
    const ends = ['\n\n', '\r\r', '\r\n\r\n'].flatMap((mark) => {
      const at = this.#held.indexOf(mark, from, 'latin1');
      return at < 0 ? [] : [at + mark.length];
    });
    return ends.length === 0 ? 0 : Math.min(...ends);
  }
}

/** The data of an event, as its receiver puts it together; undefined for a comment or a block without data. */
export function dataOf(event: Buffer): Buffer | undefined {
  const lines = linesOf(event).flatMap((line) => /^data(?:: ?(.*))?$/s.exec(line)?.slice(1) ?? []);
  return lines.length === 0 ? undefined : Buffer.from(lines.map((line) => line ?? '').join('\n'), 'latin1');
}

/** The same event with other data. */
export function withData(event: Buffer, data: Buffer): Buffer {
  const fields = linesOf(event).filter((line) => line !== '' && !/^data(:|$)/.test(line));
  const lines = data
    .toString('latin1')
    .split('\n')
    .map((line) => `data: ${line}`);
  return Buffer.from(`${[...fields, ...lines].join('\n')}\n\n`, 'latin1');
}

/** An event stream is ASCII but for its values: read as Latin-1 every byte stays as it was. */
function linesOf(event: Buffer): string[] {
  return event.toString('latin1').split(/\r\n|\r|\n/);
}
