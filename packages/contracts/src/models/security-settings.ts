import { z } from 'zod';

/** What only the user knows about where a server's borders are meant to be. */
export const securitySettingsSchema = z.strictObject({
  root: z
    .string()
    .min(1)
    .max(4_000)
    .optional()
    .describe(
      'Absolute path of the folder to which the server is meant to be confined, as it was told to the server. For the run a file and a link are laid in it and a canary beside it; all are removed again',
    ),
  urlTools: z
    .array(z.string().min(1).max(512))
    .max(200)
    .default([])
    .describe('Tools that are meant to open addresses of this machine: that they do is then no finding'),
});
export type SecuritySettings = z.infer<typeof securitySettingsSchema>;
