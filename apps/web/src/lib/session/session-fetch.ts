import { problemSchema } from '@mcp-lab/contracts';
import { noteAnswer } from '../live/connection-store.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** A `fetch` that renews the access token once when the lab says it is no longer good, and notes whether the lab answers at all. */
export function createSessionFetch(keeper: SessionKeeper, now: () => number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init).catch((error: unknown) => {
      if (!init?.signal?.aborted) noteAnswer(false, now());
      throw error;
    });
    noteAnswer(true, now());
    const headers = new Headers(init?.headers);
    const used = headers.get('authorization');
    if (response.status !== 401 || used === null) return response;
    // `invalid-credentials` is a wrong password, not a worn-out token: trying it again would count twice.
    const problem = problemSchema.safeParse(await response.clone().json());
    if (problem.success && problem.data.code === 'invalid-credentials') return response;
    const token = await keeper.renewToken(used.slice('Bearer '.length));
    if (token === null) return response;
    headers.set('authorization', `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };
}
