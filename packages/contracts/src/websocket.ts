import { z } from 'zod';
import { channels } from './events.ts';

const channelName = z
  .string()
  .max(80)
  .refine((name) => (channels as readonly string[]).includes(name) || /^runs:[\w-]+$/.test(name), {
    message: `must be one of ${channels.join(', ')} or runs:{id}`,
  });

/** What a client may send. The first message must be `auth`, within 5 s. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auth'), ticket: z.string().max(200) }),
  z.strictObject({
    type: z.literal('subscribe'),
    channel: channelName,
    /** Replays everything after this sequence number. */
    since: z.int().nonnegative().optional(),
    /** `metrics` only: seconds between pushes, default 5. */
    intervalSeconds: z.int().min(1).max(60).optional(),
    /** `logs` only. */
    filter: z
      .strictObject({ serverId: z.string(), runId: z.string(), level: z.enum(['debug', 'info', 'warn', 'error']) })
      .partial()
      .optional(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), channel: channelName }),
  z.strictObject({ type: z.literal('ping') }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

const seq = z.int().nonnegative();
const wireEvent = z.object({ seq, at: z.int(), type: z.string(), payload: z.unknown() });

/**
 * What the server sends. Every message has `seq`: the newest event the client has now seen or been told of on that channel.
 * - `events`: up to 50 ms of events of one channel in one frame, in order
 * - `gap`: events `from`..`to` of the channel will not come (slow client, or older than what is kept): reload over REST
 */
export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), seq, userId: z.string() }),
  z.object({ type: z.literal('subscribed'), seq, channel: z.string() }),
  z.object({ type: z.literal('unsubscribed'), seq, channel: z.string() }),
  z.object({ type: z.literal('events'), seq, channel: z.string(), events: z.array(wireEvent) }),
  z.object({ type: z.literal('gap'), seq, channel: z.string(), from: seq, to: seq }),
  z.object({ type: z.literal('pong'), seq }),
  z.object({ type: z.literal('error'), seq, code: z.string(), message: z.string() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** Close codes of the lab's own: 4401 not (or no longer) signed in, 4403 forbidden, 1012 restarting, 1013 too slow. */
export const closeCodes = { unauthenticated: 4401, forbidden: 4403, restarting: 1012, tooSlow: 1013 } as const;
