import { z } from 'zod';

/** What the process suite is told. */
export const processSettingsSchema = z.strictObject({
  start: z
    .strictObject({
      command: z.string().min(1).max(4_000).describe('Program that starts the HTTP server; never a shell line'),
      args: z.array(z.string().max(20_000)).max(500).default([]).describe('${PORT} stands for the port it is to use'),
      env: z.record(z.string(), z.string().max(20_000)).default({}).describe('The same'),
      path: z.string().startsWith('/').max(1_000).default('/mcp').describe('Of the endpoint'),
    })
    .optional()
    .describe('How to start the HTTP server, on loopback, for what ends it: the lab starts one of its own'),
  seconds: z
    .number()
    .min(1)
    .max(3_600)
    .default(8)
    .describe('How long memory, files and threads are watched under work'),
  restSeconds: z
    .number()
    .min(0.5)
    .max(600)
    .default(22)
    .describe(
      'How long the server is left alone before its memory is read: V8 tidies its heap after some 15 s of rest',
    ),
  heapMegabytes: z
    .number()
    .min(1)
    .max(1_000_000)
    .default(200)
    .describe(
      'Memory that rises by less than this in all may be a heap that fills up before it is tidied: no leak yet',
    ),
});
export type ProcessSettings = z.infer<typeof processSettingsSchema>;
