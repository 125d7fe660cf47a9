import type { CallRole } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type Revision, type TransportKind } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { servesTasks, tasksExtension } from '../../check/perform-tasks.ts';
import { clientCapabilitiesKey } from '../lifecycle/modern-scope.ts';

/** The only revision with tasks in its core. */
export const tasks11: readonly Revision[] = ['2025-11-25'];
/** HTTP+SSE carried neither revision with tasks. */
export const taskTransports: readonly TransportKind[] = ['stdio', 'streamable-http'];

/** Of a client that knows tasks, for one request. */
export const extensionMeta: Record<string, JsonObject> = {
  [clientCapabilitiesKey]: { elicitation: { form: {} }, extensions: { [tasksExtension]: {} } },
};

/** The outcome for a server that does not offer tasks at this revision, undefined for one that does. */
export function noTasks(context: CheckContext): CheckOutcome | undefined {
  const { revision } = context;
  if (servesTasks({ revision, capabilities: context.tour.capabilities })) return undefined;
  const what =
    revision === '2025-11-25' ? 'the capability tasks.requests.tools.call' : `the extension ${tasksExtension}`;
  return context.notApplicable(`the server does not declare ${what}`);
}

/** Whether a part of the capability is declared: `list` or `cancel`. */
export function declaresPart({ tour }: CheckContext, part: 'list' | 'cancel'): boolean {
  const { tasks } = tour.capabilities;
  return isJsonObject(tasks) && (isJsonObject(tasks[part]) || tasks[part] === true);
}

/** Why there is nothing to judge: the server has no tasks, no call is known, or the known one showed nothing. */
export function nothingRun(context: CheckContext, role: CallRole, what = 'did not become a task'): CheckOutcome {
  const none = noTasks(context);
  if (none !== undefined) return none;
  const call = context.call(role);
  return call === undefined
    ? context.needsCall(role)
    : context.untestable(`the call of ${call.name}, named in the suite file as ${role}, ${what}`);
}

/** A task that no server has: well-formed, as most of them make their ids. */
export function unknownTaskId({ random }: Pick<CheckContext, 'random'>): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
