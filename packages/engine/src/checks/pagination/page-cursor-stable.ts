import { eraOf, isJsonObject, type JsonValue, type Reply, revisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { keysOf, noLists, type PagedList, pagedLists } from './paged-lists.ts';
import { seenPages } from './seen-pages.ts';

/** A page and how it was asked for. */
interface Reading {
  list: PagedList;
  cursor: string;
  keys: JsonValue[];
  again: Reply;
  /** Completes `the same cursor …`. */
  where: string;
}

export const pageCursorStableCheck: Check = {
  id: 'page-cursor-stable',
  area: 'pagination',
  title: 'A cursor that is used again gives the same page',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/pagination#implementation-guidelines',
  fix: 'Make a cursor name a place in the list instead of a position that is kept for one client and moves on.',
  async run(context) {
    const session = await context.shared();
    const lists = pagedLists(session.capabilities);
    if (lists.length === 0) return context.notApplicable(noLists);
    const readings = await Promise.all([
      ...lists.map((list) => readTwice(session, list)),
      ...(eraOf(context.revision) === 'modern' ? readElsewhere(context, session) : []),
    ]);
    const tried = readings.filter((reading) => reading !== undefined);
    if (tried.length === 0) return context.notApplicable('no list has a second page');
    for (const { list, cursor, keys, again, where } of tried) {
      const given = keysOf(list, again.result);
      if (given !== undefined && given.length === keys.length && given.every((key, at) => key === keys[at])) continue;
      const got = given === undefined ? describeReply(again) : `${quoteJson(given)} instead of ${quoteJson(keys)}`;
      const reason = `the cursor ${quoteJson(cursor)} of ${list.method}, used again ${where}, got ${got}`;
      return context.violated(reason, [...again.sent, again.frame]);
    }
    const places = [...new Set(tried.map(({ where }) => where))].join(' and ');
    return context.passed(`${tried.length} cursors that were used again ${places} gave the same pages`);
  },
};

async function readTwice(session: Session, list: PagedList): Promise<Reading | undefined> {
  const first = await ask(session, list);
  const cursor = isJsonObject(first.result) ? first.result.nextCursor : undefined;
  if (typeof cursor !== 'string') return undefined;
  const page = await ask(session, list, cursor);
  const again = page.result === undefined ? page : await ask(session, list, cursor);
  return { list, cursor, keys: keysOf(list, page.result) ?? [], again, where: 'on the same connection' };
}

/** Cursors that were given out on other connections. */
function readElsewhere(context: CheckContext, session: Session): Promise<Reading>[] {
  const found = new Map<PagedList, Promise<Reading>>();
  for (const { list, cursor, frame } of seenPages(context)) {
    if (typeof cursor !== 'string' || frame.connection === session.connection || found.has(list)) continue;
    const keys = keysOf(list, isJsonObject(frame.json) ? frame.json.result : undefined) ?? [];
    const reading = ask(session, list, cursor).then(
      (again): Reading => ({ list, cursor, keys, again, where: 'on another connection' }),
    );
    found.set(list, reading);
  }
  return [...found.values()];
}

function ask(session: Session, { method }: PagedList, cursor?: string): Promise<Reply> {
  return session.request(method, cursor === undefined ? undefined : { cursor }, { timeoutMs: patienceMs });
}
