import { type Frame, isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { rememberByFrames } from '../jsonrpc/remember-by-frames.ts';
import { sentOrdinarily } from '../jsonrpc/seen-notifications.ts';
import { type PagedList, pagedLists } from './paged-lists.ts';

/** One page of a list, as the server gave it on a connection with ordinary traffic. */
export interface SeenPage {
  list: PagedList;
  /** The one it was asked for with; undefined for the first page. */
  cursor: JsonValue | undefined;
  nextCursor: JsonValue | undefined;
  entries: number;
  durationMs: number;
  request: Frame;
  frame: Frame;
}

/** The pages of the run so far, in the order in which they were asked for. */
export const seenPages = rememberByFrames((context: CheckContext): readonly SeenPage[] =>
  pagedLists(context.tour.capabilities).flatMap((list) =>
    sentOrdinarily(context, list.method).flatMap(({ params, frame: request, end }): SeenPage[] => {
      const result = end?.how === 'answered' && isJsonObject(end.frame.json) ? end.frame.json.result : undefined;
      if (end === undefined || !isJsonObject(result)) return [];
      const items = result[list.member];
      return [
        {
          list,
          cursor: params.cursor,
          nextCursor: result.nextCursor,
          entries: Array.isArray(items) ? items.length : 0,
          durationMs: (end.frame.lastByteNs - request.firstByteNs) / 1e6,
          request,
          frame: end.frame,
        },
      ];
    }),
  ),
);

/** The pages that were read one after another by following the cursors, from each first page on. */
export function seenWalks(context: CheckContext): SeenPage[][] {
  const pages = seenPages(context);
  return pages.filter((page) => page.cursor === undefined).map((first) => followCursors(first, pages));
}

function followCursors(first: SeenPage, pages: readonly SeenPage[]): SeenPage[] {
  const walk = [first];
  for (let last = first; typeof last.nextCursor === 'string'; ) {
    const { list, nextCursor, request, frame } = last;
    const next = pages.find(
      (page) =>
        page.list === list &&
        page.cursor === nextCursor &&
        page.request.connection === request.connection &&
        page.request.seq > frame.seq,
    );
    if (next === undefined) break;
    walk.push(next);
    last = next;
  }
  return walk;
}
