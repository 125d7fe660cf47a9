import type { CheckContext, CheckOutcome } from '../../check/check.ts';

/** Over modern Streamable HTTP a request is cancelled by closing its stream: nothing can be seen of what would follow. */
export function hasNoCancelNotification({
  transport,
  revision,
  notApplicable,
}: CheckContext): CheckOutcome | undefined {
  return transport === 'streamable-http' && revision >= '2026-07-28'
    ? notApplicable('over HTTP this revision cancels by closing the stream, not by notifications/cancelled')
    : undefined;
}
