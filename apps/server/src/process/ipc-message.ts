import { z } from 'zod';

/** What the supervisor and its children tell each other. `wake` is passed on to all the others. */
export const ipcMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), port: z.int().optional() }),
  z.object({ type: z.literal('wake') }),
]);
export type IpcMessage = z.infer<typeof ipcMessageSchema>;
