import { hash, parseOptions, verify } from '@node-rs/argon2';
import { createLimitedQueue } from './limited-queue.ts';

export interface PasswordCheck {
  matches: boolean;
  /** The password was right, but its hash was made with older parameters: store a new one. */
  outdated: boolean;
}

/** Argon2id. Hashing takes a core for a while, so only a few run at once; when too many wait: LabError `unavailable`. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** A null hash (no such user) takes as long as a real one and never matches. */
  check(password: string, stored: string | null): Promise<PasswordCheck>;
}

/** OWASP's parameters; Argon2id is the library's own default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const concurrency = 2;
const maxWaiting = 64;

export async function createPasswordHasher(): Promise<PasswordHasher> {
  const enter = createLimitedQueue(concurrency, maxWaiting, 'Too many people are signing in at once');
  const nobodysHash = await hash('the password of nobody', parameters);

  return {
    hash: (password) => enter(() => hash(password, parameters)),
    check: async (password, stored) => {
      const matches = await enter(() => verify(stored ?? nobodysHash, password));
      if (!matches || stored === null) return { matches: false, outdated: false };
      const used = parseOptions(stored);
      return {
        matches,
        outdated: Object.entries(parameters).some(([name, value]) => used[name as keyof typeof parameters] !== value),
      };
    },
  };
}
