import type { Frame, Reply } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

/** Everything that was sent and came on the exchanges, the heads of the answers as well: headers are what is judged. */
export function httpEvidence(
  { transcript }: Pick<CheckContext, 'transcript'>,
  ...replies: readonly (Reply | undefined)[]
) {
  return replies.flatMap((reply): Frame[] => {
    const [first] = reply?.sent ?? [];
    if (reply === undefined || first === undefined) return [];
    const heads = transcript.frames.filter(
      ({ kind, connection, stream }) =>
        kind === 'http-response' && connection === first.connection && stream === first.stream,
    );
    const body = reply.frame === undefined ? reply.related.slice(0, 1) : [reply.frame];
    return [...reply.sent, ...heads.slice(0, 1), ...body];
  });
}

/** `HTTP 401`, or why there was no answer. */
export function describeStatus({ status, failure, outcome }: Reply): string {
  return status === undefined ? `no answer: ${failure ?? outcome}` : `HTTP ${status}`;
}

export function isServed({ status = 0 }: Reply): boolean {
  return status >= 200 && status < 300;
}
