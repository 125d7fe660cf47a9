import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { isTaskEnd, sightingsInRun } from './task-sightings.ts';
import { nothingRun } from './tasks-scope.ts';

const statuses = ['working', 'input_required', 'completed', 'failed', 'cancelled'];

/**
 * Judges that each status is a known one and that a task that has ended stays as it ended. Only what was asked after
 * the end had been seen counts: two answers may overtake each other.
 */
export function judgeFinalStatus(context: CheckContext): CheckOutcome {
  const sightings = sightingsInRun(context);
  const strange = sightings.find(({ task }) => !statuses.includes(String(task.status)));
  if (strange !== undefined) {
    return context.violated(`a task has the status ${quoteJson(strange.task.status)}: ${quoteJson(strange.task)}`, [
      strange.frame,
    ]);
  }
  let watched = 0;
  for (const seen of Map.groupBy(sightings, ({ task }) => String(task.taskId)).values()) {
    const end = seen.find(({ task }) => isTaskEnd(task.status));
    if (end === undefined) continue;
    const later = seen.filter(({ sent }) => sent !== undefined && sent.seq > end.frame.seq);
    watched += later.length === 0 ? 0 : 1;
    const changed = later.find(({ task }) => task.status !== end.task.status);
    if (changed === undefined) continue;
    const reason = `task ${quoteJson(end.task.taskId)} was ${quoteJson(end.task.status)} and later ${quoteJson(changed.task.status)}`;
    return context.violated(reason, [end.frame, changed.sent, changed.frame]);
  }
  if (watched === 0) return nothingRun(context, 'task', 'was not seen to end and looked at again');
  return context.passed(`${watched} tasks that had ended stayed as they were, of ${sightings.length} looks at tasks`);
}
