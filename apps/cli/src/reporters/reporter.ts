import type { RunDocument } from '@mcp-lab/engine';

/** Turns a finished run into text. Where the text goes is the command's business. */
export type Reporter = (document: RunDocument) => string;
