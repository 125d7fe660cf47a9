import type { StoredAuth, StoredTokens } from '@mcp-lab/contracts';
import { discloseTarget } from '@mcp-lab/engine/run/redact-target';
import type { Target } from '@mcp-lab/wire';
import { checkAddress } from './check-address.ts';

/** A token is renewed this long before it ends: a request that is under way must not meet its end. */
const earlyMs = 30_000;

/** The target with the token every request carries. Asks for one when it is first needed, and again when it has run out. */
export class TargetSignIn {
  readonly #target: Target;
  readonly #auth: StoredAuth | null;
  #token: { value: string; endsAtMs: number } | undefined;

  constructor(target: Target, auth: StoredAuth | null) {
    this.#target = target;
    this.#auth = auth;
  }

  /** Throws LabError `authorization-failed`. */
  async target(signal: AbortSignal): Promise<Target> {
    if (this.#target.kind !== 'http' || this.#auth === null) return this.#target;
    if (this.#token === undefined || performance.now() > this.#token.endsAtMs) {
      // A library that only those need who sign in.
      const { obtainToken } = await import('@mcp-lab/engine/oauth/obtain-token');
      const startedMs = performance.now();
      const obtained = await obtainToken(this.#target, this.#auth, { signal, checkAddress, onOpenUrl: refuseToAsk });
      const { accessToken, expiresInSeconds = Number.POSITIVE_INFINITY } = obtained;
      this.#token = { value: accessToken, endsAtMs: startedMs + expiresInSeconds * 1000 - earlyMs };
    }
    return { ...this.#target, headers: signIn(this.#target.headers, this.#token.value) };
  }

  /** Takes every secret out of a text: those of the target, of how it is signed in to, and the token that was got. */
  redactor(tokens: StoredTokens): (text: string) => string {
    const auth = this.#auth;
    const secret = auth === null ? undefined : auth.type === 'bearer' ? auth.token : auth.clientSecret;
    return discloseTarget(this.#target, { ...tokens, auth: secret, access: this.#token?.value }).redact;
  }

  /** The server refused it, or may have: the next one is asked for anew. */
  forget(): void {
    this.#token = undefined;
  }
}

function signIn(headers: Readonly<Record<string, string>>, token: string): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...Object.fromEntries(kept), Authorization: `Bearer ${token}` };
}

function refuseToAsk(): never {
  throw new Error('nobody sits here to agree');
}
