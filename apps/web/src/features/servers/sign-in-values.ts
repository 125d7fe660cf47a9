import type { Server, StoredAuth } from '@mcp-lab/contracts';

/** How a server is signed in to, as typed. */
export interface SignInValues {
  type: 'none' | StoredAuth['type'];
  /** Token or client secret; empty keeps what the lab holds. */
  secret: string;
  kept: boolean;
  clientId: string;
  scope: string;
  issuer: string;
}

export const emptySignIn: SignInValues = {
  type: 'none',
  secret: '',
  kept: false,
  clientId: '',
  scope: '',
  issuer: '',
};

export function signInOf(auth: Server['auth']): SignInValues {
  if (auth === null) return emptySignIn;
  const known = { ...emptySignIn, type: auth.type, kept: true };
  if (auth.type === 'bearer') return known;
  return { ...known, clientId: auth.clientId, scope: auth.scope ?? '', issuer: auth.issuer ?? '' };
}

/** Null takes it away; undefined leaves it as it is. Whoever changes a part has to give the secret again: the lab shows none. */
export function authInputOf(values: SignInValues, before: Server['auth'] = null): StoredAuth | null | undefined {
  const { type, secret, clientId, scope, issuer } = values;
  if (JSON.stringify(values) === JSON.stringify(signInOf(before))) return undefined;
  if (type === 'none') return null;
  if (type === 'bearer') return { type, token: secret };
  return {
    type,
    clientId,
    clientSecret: secret,
    ...(scope.trim() === '' ? {} : { scope: scope.trim() }),
    ...(issuer.trim() === '' ? {} : { issuer: issuer.trim() }),
  };
}
