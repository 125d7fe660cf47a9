import { isJsonObject, type JsonObject, type Reply, type Session } from '@mcp-lab/wire';
import { callTool } from '../surface/call-tool.ts';
import { isBelow, isLogLevel, logLevelKey, logLevels } from '../surface/log-levels.ts';

/** Above most of what servers log, so that what still comes tells whether the level counts. */
const raisedLevel = 'error';
const integerToken = 740_001;

type Call = { name: string; arguments: JsonObject };

export interface FollowUps {
  /** Given the reply to a call with a progress token and the lowest log level, makes the calls that it gives reason for. */
  after(call: Call, reply: Reply): Promise<Reply>;
}

/**
 * What a tool that reports progress or logs is asked for once more: progress under a token that is a number, and only
 * severe log messages. Each of them once, with the first tool that gives reason for it.
 */
export function createFollowUps(session: Session, tools: readonly JsonObject[]): FollowUps {
  let isProgressSeen = false;
  let isLoggingSeen = false;
  return {
    async after(call, reply) {
      let last = reply;
      if (!isProgressSeen && reply.related.some(({ json }) => isNotification(json, 'notifications/progress'))) {
        isProgressSeen = true;
        last = await callTool(session, tools, call, { meta: { progressToken: integerToken } });
      }
      if (!isLoggingSeen && reply.related.some(({ json }) => isMinorMessage(json))) {
        isLoggingSeen = true;
        last = await callQuietly(session, tools, call);
      }
      return last;
    },
  };
}

async function callQuietly(session: Session, tools: readonly JsonObject[], call: Call): Promise<Reply> {
  if (session.era === 'modern') return callTool(session, tools, call, { meta: { [logLevelKey]: raisedLevel } });
  await session.request('logging/setLevel', { level: raisedLevel });
  await callTool(session, tools, call);
  return session.request('logging/setLevel', { level: logLevels[0] });
}

function isNotification(json: unknown, method: string): json is JsonObject {
  return isJsonObject(json) && json.method === method && json.id === undefined;
}

function isMinorMessage(json: unknown): boolean {
  if (!isNotification(json, 'notifications/message') || !isJsonObject(json.params)) return false;
  const { level } = json.params;
  return isLogLevel(level) && isBelow(level, raisedLevel);
}
