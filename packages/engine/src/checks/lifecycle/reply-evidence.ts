import type { Frame, Reply } from '@mcp-lab/wire';

/** What was sent and what came back, for each of the replies. */
export function replyEvidence(...replies: readonly (Reply | undefined)[]): Frame[] {
  return replies.flatMap((reply) =>
    reply === undefined
      ? []
      : [...reply.sent, ...(reply.frame === undefined ? reply.related.slice(0, 1) : [reply.frame])],
  );
}
