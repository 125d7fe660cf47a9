import type { Reply } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { presentCredentials } from './actor.ts';
import { oncePerRun } from './once-per-run.ts';
import { hasAnyToken } from './tokens.ts';

/** How a server takes those who bring no token. */
export interface Protection {
  /** The first 401, if there was one. */
  refusal: Reply | undefined;
  /** All that was tried, in the words of a sentence. */
  attempts: { what: string; reply: Reply }[];
}

/** Or why the question does not arise: nobody is asked for a token, and none was given. */
export async function findProtection(context: CheckContext): Promise<Protection | CheckOutcome> {
  const found = await oncePerRun(context, 'protection', () => knock(context));
  if (found.refusal !== undefined || hasAnyToken(context)) return found;
  return context.notApplicable('the server answers without credentials, and no token was given');
}

/** The 401 of a protected server, or why there is none to look at. */
export async function requireRefusal(context: CheckContext): Promise<Reply | CheckOutcome> {
  const found = await findProtection(context);
  if ('verdict' in found) return found;
  return found.refusal ?? context.untestable('the server answers nothing with 401, see auth-401-without-token');
}

/** An opening without a token and, where that is served, a list. */
async function knock(context: CheckContext): Promise<Protection> {
  const opening = await presentCredentials(context, null);
  const isModern = context.revision >= '2026-07-28';
  const attempts = [{ what: isModern ? 'server/discover' : 'initialize', reply: opening }];
  const [list] = declaredLists(context.tour.capabilities);
  if (opening.status !== 401 && list !== undefined) {
    const session = await context.open();
    attempts.push({
      what: list.method,
      reply: await session.request(list.method, undefined, { headers: { Authorization: null } }),
    });
  }
  return { refusal: attempts.find(({ reply }) => reply.status === 401)?.reply, attempts };
}
