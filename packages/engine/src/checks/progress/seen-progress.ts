import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { type SeenNotification, seenNotifications, type TrackedRequest } from '../jsonrpc/seen-notifications.ts';

export const progressMethod = 'notifications/progress';

/** What a passive check of progress says when none came. */
export const noProgress =
  'no call brought progress; one that reports it when given a token can be named in the suite file, as calls.progress';

export interface SeenProgress extends SeenNotification {
  token: JsonValue | undefined;
}

export function seenProgress(context: CheckContext): SeenProgress[] {
  return seenNotifications(context, progressMethod).map((seen) =>
    Object.assign(seen, { token: seen.params.progressToken }),
  );
}

/** The progress token a request carries. */
export function tokenOf({ meta }: TrackedRequest): JsonValue | undefined {
  return meta.progressToken;
}

/** The newest request before it with the very token of a notification. */
export function askerOf({ token, earlier }: SeenProgress): TrackedRequest | undefined {
  return token === undefined ? undefined : earlier.findLast((request) => tokenOf(request) === token);
}

/** Notifications by the request they report on, those of no request left out. */
export function progressByRequest(context: CheckContext): Map<TrackedRequest, SeenProgress[]> {
  const groups = new Map<TrackedRequest, SeenProgress[]>();
  for (const seen of seenProgress(context)) {
    const asker = askerOf(seen);
    if (asker !== undefined) groups.set(asker, [...(groups.get(asker) ?? []), seen]);
  }
  return groups;
}

/** A call that reports progress: the one the user named, else one that did so before. */
export function findProgressCall(context: CheckContext): { name: string; arguments: JsonObject } | undefined {
  const named = context.call('progress');
  if (named !== undefined) return named;
  for (const { method, params } of progressByRequest(context).keys()) {
    const { name, arguments: args } = params;
    if (method === 'tools/call' && typeof name === 'string') return { name, arguments: isJsonObject(args) ? args : {} };
  }
  return undefined;
}
