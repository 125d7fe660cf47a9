import {
  type Channel,
  type ClientMessage,
  hasPermission,
  type LabEvent,
  logLevels,
  type Permission,
  type Role,
} from '@mcp-lab/contracts';

type Subscribe = Extract<ClientMessage, { type: 'subscribe' }>;
type LogFilter = NonNullable<Subscribe['filter']>;

/** What a subscription wants. Subscriptions with the same `key` get the same frames. */
export interface Topic {
  key: string;
  /** As the client wrote it: `runs` or `runs:{id}`. */
  name: string;
  channel: Channel;
  /** Seconds between pushes; metrics only. */
  intervalSeconds: number | null;
  wants(event: LabEvent): boolean;
}

const permissionOf: Record<Channel, Permission> = {
  logs: 'logs:read',
  metrics: 'metrics:read',
  events: 'system:read',
  runs: 'runs:read',
  servers: 'servers:read',
};

/** Events not everybody on their channel may see. */
const permissionOfType: Partial<Record<LabEvent['type'], Permission>> = {
  'user.changed': 'users:manage',
};

const defaultIntervalSeconds = 5;

function channelOf(name: string): Channel {
  return (name.startsWith('runs:') ? 'runs' : name) as Channel;
}

export function maySubscribe(role: Role, name: string): boolean {
  return hasPermission(role, permissionOf[channelOf(name)]);
}

/** The topic of a subscription, for somebody of this role. */
export function topicOf(message: Subscribe, role: Role): Topic {
  const channel = channelOf(message.channel);
  const hidden = (Object.entries(permissionOfType) as [LabEvent['type'], Permission][])
    .filter(([, permission]) => !hasPermission(role, permission))
    .map(([type]) => type);
  const intervalSeconds = channel === 'metrics' ? (message.intervalSeconds ?? defaultIntervalSeconds) : null;
  const filter = channel === 'logs' ? (message.filter ?? {}) : {};
  const runId = message.channel.startsWith('runs:') ? message.channel.slice('runs:'.length) : null;
  return {
    key: JSON.stringify([message.channel, hidden, intervalSeconds, filter.serverId, filter.runId, filter.level]),
    name: message.channel,
    channel,
    intervalSeconds,
    wants: (event) =>
      event.channel === channel && !hidden.includes(event.type) && isOfRun(event, runId) && passes(event, filter),
  };
}

function isOfRun(event: LabEvent, runId: string | null): boolean {
  if (runId === null) return true;
  if ('runId' in event.payload && event.channel === 'runs') return event.payload.runId === runId;
  if (event.type === 'run.created' || event.type === 'run.updated') return event.payload.id === runId;
  return false;
}

/** The level is the least one wanted: `warn` lets errors through. */
function passes(event: LabEvent, filter: LogFilter): boolean {
  if (event.type !== 'log.written') return true;
  const { serverId, runId, level } = event.payload;
  if (filter.serverId !== undefined && filter.serverId !== serverId) return false;
  if (filter.runId !== undefined && filter.runId !== runId) return false;
  return filter.level === undefined || logLevels.indexOf(level) >= logLevels.indexOf(filter.level);
}
