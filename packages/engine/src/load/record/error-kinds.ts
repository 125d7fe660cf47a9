import type { LoadReport } from '@mcp-lab/contracts';

type ErrorKind = LoadReport['errors'][number];

const maxKinds = 99;

/** What failed calls said, grouped; past a cap in one group, so that a server with much to say does not fill the memory. */
export class ErrorKinds {
  readonly #kinds = new Map<string, ErrorKind>();
  #rest: ErrorKind | undefined;

  record(call: string, outcome: string, message: string, atMs: number): void {
    const known = this.#kinds.get(keyOf(call, outcome, message));
    if (known !== undefined) {
      known.count++;
      return;
    }
    this.#add(
      { call, outcome, message: message.slice(0, 500), count: 1, firstAtMs: atMs },
      keyOf(call, outcome, message),
    );
  }

  merge(other: ErrorKinds): void {
    for (const kind of other.list()) this.#add({ ...kind }, keyOf(kind.call, kind.outcome, kind.message));
  }

  /** The most frequent first. */
  list(): ErrorKind[] {
    const kinds = [...this.#kinds.values()].toSorted((left, right) => right.count - left.count);
    return this.#rest === undefined ? kinds : [...kinds, this.#rest];
  }

  #add(kind: ErrorKind, key: string): void {
    const known = this.#kinds.get(key);
    if (known !== undefined) {
      known.count += kind.count;
      known.firstAtMs = Math.min(known.firstAtMs, kind.firstAtMs);
    } else if (this.#kinds.size < maxKinds) this.#kinds.set(key, kind);
    else if (this.#rest === undefined)
      this.#rest = { ...kind, call: 'other', outcome: 'other', message: 'other failures' };
    else this.#rest.count += kind.count;
  }
}

function keyOf(call: string, outcome: string, message: string): string {
  return `${call}\0${outcome}\0${message}`;
}
