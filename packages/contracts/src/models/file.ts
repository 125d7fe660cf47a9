import { z } from 'zod';

/** A file an endpoint answers as an attachment. The server sends it as such; the typed client puts this together again. */
export const fileSchema = z.object({
  /** Letters, digits, dots, dashes and underscores. */
  name: z.string(),
  contentType: z.string(),
  content: z.string(),
});
export type FileAnswer = z.infer<typeof fileSchema>;

/** `pdf` is known but not made yet: it is refused with a sentence of its own. */
export const exportFormats = ['json', 'junit', 'sarif', 'html', 'md', 'csv', 'pdf'] as const;
export type ExportFormat = (typeof exportFormats)[number];
