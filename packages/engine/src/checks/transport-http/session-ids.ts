import type { Frame } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { exchangesIn, headerOf } from './exchanges.ts';

/** The session ids that `initialize` was answered with in the run, in order. */
export function mintedSessionIds(context: CheckContext): { id: string; frame: Frame }[] {
  return exchangesIn(context.tour.frames()).flatMap(({ message, head }) => {
    const id = message?.method === 'initialize' ? headerOf(head, 'mcp-session-id') : undefined;
    return id === undefined || head === undefined ? [] : [{ id, frame: head }];
  });
}
