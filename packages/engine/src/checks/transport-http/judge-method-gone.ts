import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

/** The HTTP methods of sessions and their streams are gone with them, unless an older revision is served as well. */
export async function judgeMethodGone(context: CheckContext, method: 'GET' | 'DELETE'): Promise<CheckOutcome> {
  const { legacy } = context.profile;
  if (legacy.length > 0) {
    return context.notApplicable(`the server also serves ${legacy.at(-1)}, whose sessions use ${method}`);
  }
  const session = await context.open({ handshake: 'none' });
  const reply = await session.fetch({ method });
  if (reply.status === 405) return context.passed(`${method} got HTTP 405`, replyEvidence(reply));
  const got = reply.status === undefined ? (reply.failure ?? reply.outcome) : `HTTP ${reply.status}`;
  return context.violated(`expected HTTP 405 to ${method}, got ${got}`, replyEvidence(reply));
}
