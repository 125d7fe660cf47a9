import type { Session } from '@mcp-lab/wire';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';

/** A request that costs a server little and tells that it works: a list it declares, else ping or discover. */
export function cheapMethod({ capabilities, revision }: Pick<Session, 'capabilities' | 'revision'>): string {
  return declaredLists(capabilities)[0]?.method ?? harmlessMethod(revision);
}
