import { type JsonValue, revisions, type Session } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { listAll } from '../../inspect/list-all.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { noLists, type PagedList, pagedLists } from './paged-lists.ts';

interface Walk {
  list: PagedList;
  keys: JsonValue[];
}

export const pageNoDupNoLossCheck: Check = {
  id: 'page-no-dup-no-loss',
  area: 'pagination',
  title: 'The pages of a list together hold each entry once, every time they are read',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/pagination#implementation-guidelines',
  fix: 'Keep the entries in a fixed order and begin each page right after the last entry of the one before.',
  async run(context) {
    const session = await context.shared();
    const lists = pagedLists(session.capabilities);
    if (lists.length === 0) return context.notApplicable(noLists);
    const first = await walkAll(session, lists);
    for (const { list, keys } of first) {
      const twice = keys.find((key, index) => keys.indexOf(key) !== index);
      if (twice === undefined) continue;
      return context.violated(`${list.method} gave the entry with the ${list.key} ${quoteJson(twice)} more than once`);
    }
    const second = await walkAll(session, lists);
    const difference = findDifference(first, second);
    if (difference === undefined) {
      const counts = first.map(({ list, keys }) => `${keys.length} by ${list.method}`);
      return context.passed(`two readings gave the same, no entry twice: ${counts.join(', ')}`);
    }
    // A list that is changing all the time is no fault of its pages.
    const third = await walkAll(session, lists);
    if (findDifference(second, third) !== undefined) {
      return context.untestable(`the lists change from one reading to the next: ${difference}`);
    }
    return context.passed(`the lists changed while they were read: ${difference}; the last two readings agree`);
  },
};

function walkAll(session: Session, lists: readonly PagedList[]): Promise<Walk[]> {
  return Promise.all(
    lists.map(async (list) => {
      const entries = await listAll(session, list.method, list.member);
      return { list, keys: entries.map((entry) => entry[list.key] ?? null) };
    }),
  );
}

function findDifference(first: readonly Walk[], second: readonly Walk[]): string | undefined {
  for (const [index, { list, keys }] of first.entries()) {
    const others = second[index]?.keys ?? [];
    const missing = keys.find((key) => !others.includes(key)) ?? others.find((key) => !keys.includes(key));
    if (missing !== undefined) return `only one reading of ${list.method} has ${quoteJson(missing)}`;
  }
  return undefined;
}
