import type { Reply, Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';

/** A page of somebody else, as a browser would name it. */
export const foreignOrigin = 'http://evil.example';

/** A harmless request as it would come from a page of this origin; null for none. The Host stays the server's own. */
export function requestFrom(context: CheckContext, session: Session, origin: string | null): Promise<Reply> {
  return session.request(harmlessMethod(context.revision), undefined, { headers: { Origin: origin } });
}

/** Carried out, whatever came of it. */
export function isCarriedOut({ status = 0, message, outcome }: Reply): boolean {
  if (status >= 300) return false;
  return message !== undefined || outcome === 'accepted';
}

export function isRefused({ status = 0 }: Reply): boolean {
  return status >= 400 && status < 500;
}

export function sayOrigin(origin: string, reply: Reply): string {
  return `Origin: ${origin} got ${describeReply(reply)}`;
}
