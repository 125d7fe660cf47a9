import type { Session } from '@mcp-lab/wire';
import { type Ground, makeCall } from './ground.ts';
import type { KnownPair } from './known-pair.ts';

const closeGraceMs = 1_000;

/** Sessions that one look after another uses; one that the server ended is opened anew. */
export class SessionPool {
  readonly #ground: Ground;
  readonly #checkId: string | null;
  readonly #setUp = new WeakMap<Session, Set<string>>();
  readonly #opened = new Set<Session>();
  #sessions: Session[] = [];

  /** `checkId`: whose the sessions are, null where they serve several. */
  constructor(ground: Ground, checkId: string | null = null) {
    this.#ground = ground;
    this.#checkId = checkId;
  }

  /** The first `count` sessions, set up as the pair wants it. Throws Error where the server does not open one. */
  async take(count: number, known?: Pick<KnownPair, 'pair'>): Promise<readonly Session[]> {
    this.#sessions = this.#sessions.filter(({ closed }) => !closed);
    while (this.#sessions.length < count) {
      const session = await this.#ground.open(this.#checkId);
      this.#opened.add(session);
      this.#sessions.push(session);
    }
    const taken = this.#sessions.slice(0, count);
    if (known !== undefined) for (const session of taken) await this.#prepare(session, known);
    return taken;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#opened].map((session) => session.close({ graceMs: closeGraceMs })));
  }

  async #prepare(session: Session, { pair }: Pick<KnownPair, 'pair'>): Promise<void> {
    const done = this.#setUp.get(session) ?? new Set();
    if (done.has(pair.name)) return;
    this.#setUp.set(session, done.add(pair.name));
    for (const call of pair.setup) await makeCall(this.#ground, session, call, this.#ground.nextToken());
  }
}

/** Sessions of its own for as long as `use` takes. */
export async function withPool<T>(
  ground: Ground,
  checkId: string | null,
  use: (pool: SessionPool) => Promise<T>,
): Promise<T> {
  const pool = new SessionPool(ground, checkId);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}
