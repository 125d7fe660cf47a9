import { z } from 'zod';
import { type FrameView, frameViewSchema } from './run.ts';

/** Who opened a connection of a run, at which revision and why. */
export const connectionInfoSchema = z.object({
  connection: z.int(),
  revision: z.string().max(40),
  purpose: z.enum(['discovery', 'tour', 'exercise', 'shared', 'check']),
  checkId: z.string().max(200).nullable(),
});
export type ConnectionInfo = z.infer<typeof connectionInfoSchema>;

/** A frame without its content: what a timeline draws. */
export const frameBriefSchema = frameViewSchema
  .pick({
    seq: true,
    kind: true,
    direction: true,
    connection: true,
    stream: true,
    firstByteNs: true,
    lastByteNs: true,
    parseError: true,
    rpc: true,
  })
  .extend({
    /** Length of its text as it is kept. */
    length: z.int(),
    droppedBytes: z.int(),
    http: z
      .object({ method: z.string().optional(), url: z.string().optional(), status: z.int().optional() })
      .optional(),
  });
export type FrameBrief = z.infer<typeof frameBriefSchema>;

export function briefOf(frame: FrameView): FrameBrief {
  const { text, encoding, http, terminated, sse, note, ...rest } = frame;
  const { method, url, status } = http ?? {};
  return { ...rest, length: text.length, ...(http === undefined ? {} : { http: { method, url, status } }) };
}
