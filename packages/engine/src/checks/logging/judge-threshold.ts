import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { isBelow, type LogLevel } from '../../surface/log-levels.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { sentOrdinarily, type TrackedRequest } from '../jsonrpc/seen-notifications.ts';
import { loggedMessages, noMessages } from './logged-messages.ts';

/**
 * Judges that no message came below the level that was asked for. It takes a tool that is known to log less severe
 * things and was called with a level above them; without one there is nothing to see.
 */
export function judgeThreshold(
  context: CheckContext,
  thresholdOf: (request: TrackedRequest) => LogLevel | undefined,
): CheckOutcome {
  const messages = loggedMessages(context);
  if (messages.length === 0) return context.untestable(noMessages);
  const lowest = new Map<string, LogLevel>();
  for (const { frame, level, candidates } of messages) {
    if (level === undefined) continue;
    const thresholds = candidates.map(thresholdOf).filter((threshold) => threshold !== undefined);
    if (thresholds.length > 0 && thresholds.every((threshold) => isBelow(level, threshold))) {
      const asked = candidates.find((request) => thresholdOf(request) !== undefined);
      const reason = `"${thresholds[0]}" and above was asked for, and this came: ${quoteFrame(frame)}`;
      return context.violated(reason, [asked?.frame, frame]);
    }
    const [only] = candidates;
    if (only === undefined || candidates.length > 1) continue;
    const known = lowest.get(toolOf(only));
    if (known === undefined || isBelow(level, known)) lowest.set(toolOf(only), level);
  }
  const quiet = sentOrdinarily(context, 'tools/call').find((request) => {
    const threshold = thresholdOf(request);
    const usual = lowest.get(toolOf(request));
    return threshold !== undefined && usual !== undefined && isBelow(usual, threshold);
  });
  if (quiet !== undefined) {
    const tool = toolOf(quiet);
    return context.passed(
      `${tool} logs at "${lowest.get(tool)}" when it may, and kept that back when only "${thresholdOf(quiet)}" and above was wanted`,
      [quiet.frame, quiet.end?.frame],
    );
  }
  return context.needsCall('logs');
}

function toolOf({ params }: TrackedRequest): string {
  return quoteJson(params.name);
}
