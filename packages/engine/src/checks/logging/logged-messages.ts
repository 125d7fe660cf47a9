import { isJsonObject } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { isLogLevel, type LogLevel, logLevelKey } from '../../surface/log-levels.ts';
import {
  type SeenNotification,
  seenNotifications,
  sentOrdinarily,
  type TrackedRequest,
} from '../jsonrpc/seen-notifications.ts';

export const messageMethod = 'notifications/message';
export const setLevelMethod = 'logging/setLevel';

/** What a passive check of log messages says when none came. */
export const noMessages =
  'the server sent no log messages; a call that makes it write some can be named in the suite file, as calls.logs';

export interface LoggedMessage extends SeenNotification {
  /** Where it is one of the eight. */
  level: LogLevel | undefined;
}

export function loggedMessages(context: CheckContext): LoggedMessage[] {
  return seenNotifications(context, messageMethod).map((seen) => {
    const { level } = seen.params;
    return Object.assign(seen, { level: isLogLevel(level) ? level : undefined });
  });
}

/** The level a modern request itself asks for. */
export function askedLevel({ meta }: TrackedRequest): LogLevel | undefined {
  const level = meta[logLevelKey];
  return isLogLevel(level) ? level : undefined;
}

/**
 * Gives the level that a legacy session had set when a request was sent; undefined before the first one was set and
 * while one is being set.
 */
export function createSessionLevels(context: CheckContext): (request: TrackedRequest) => LogLevel | undefined {
  const settings = sentOrdinarily(context, setLevelMethod);
  return ({ frame }) => {
    const last = settings.findLast(
      (setting) => setting.frame.connection === frame.connection && setting.frame.seq < frame.seq,
    );
    const answer = last?.end?.how === 'answered' ? last.end.frame : undefined;
    if (answer === undefined || answer.seq > frame.seq) return undefined;
    const isSet = isJsonObject(answer.json) && 'result' in answer.json;
    return isSet && isLogLevel(last?.params.level) ? last.params.level : undefined;
  };
}
