import type { CallRole, SuiteInputs } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import { answerQuestions } from '../surface/answer-question.ts';
import { callTool } from '../surface/call-tool.ts';
import type { Tour } from './check.ts';

export const taskRoles = ['task', 'taskSlow', 'taskFails', 'taskIsError', 'taskAsks'] as const satisfies CallRole[];
type TaskRole = (typeof taskRoles)[number];

export const tasksExtension = 'io.modelcontextprotocol/tasks';
const patienceMs = 10_000;
const shortestPollMs = 50;
const longestPollMs = 1_000;
const requestedTtlMs = 60_000;
const maxPages = 20;
const ended = ['completed', 'failed', 'cancelled'];
/** A key of a question that nobody asked. */
export const unknownKey = 'mcp-lab-nobody-asked-this';

/** Whether calls may be made as tasks: in the legacy era a capability, later an extension. */
export function servesTasks({ revision, capabilities }: Pick<Session, 'revision' | 'capabilities'>): boolean {
  if (revision === '2025-11-25') return hasPath(capabilities, ['tasks', 'requests', 'tools', 'call']);
  return revision > '2025-11-25' && hasPath(capabilities, ['extensions', tasksExtension]);
}

/**
 * The calls that are known to run as tasks, side by side, each through its life: created, looked at until it ends,
 * its result fetched, its questions answered, cancelled while it runs and after it ended, listed. Nothing is done where
 * the server does not offer tasks. The session has to declare forms and, later than 2025-11-25, the extension.
 */
export async function performTasks(session: Session, tour: Pick<Tour, 'tools'>, inputs: SuiteInputs): Promise<void> {
  if (!servesTasks(session)) return;
  const live = session.era === 'legacy' ? liveLegacyTask : liveModernTask;
  await Promise.all(
    taskRoles.map(async (role) => {
      const named = inputs.calls[role];
      if (named === undefined) return;
      const call = { name: named.tool, arguments: named.arguments as JsonObject };
      await live({ role, session, create: (options) => callTool(session, tour.tools, call, options) });
    }),
  );
  if (session.era === 'legacy' && hasPath(session.capabilities, ['tasks', 'list'])) await listTasks(session);
}

interface TaskLife {
  role: TaskRole;
  session: Session;
  create(options: Parameters<typeof callTool>[3]): Promise<Reply>;
}

async function liveLegacyTask({ role, session, create }: TaskLife): Promise<void> {
  const meta = { progressToken: `lab-task-${role}` };
  const created = await create({ meta, params: { task: { ttl: requestedTtlMs } } });
  const taskId = isJsonObject(created.result) ? taskIdOf(created.result.task) : undefined;
  if (taskId === undefined) return;
  const request = (method: string) => session.request(method, { taskId }, { timeoutMs: patienceMs });
  const canCancel = hasPath(session.capabilities, ['tasks', 'cancel']);
  if (role === 'taskSlow') {
    await request('tasks/get');
    if (canCancel) await request('tasks/cancel');
    await request('tasks/get');
    return;
  }
  // What the task asks comes while its result is waited for.
  if (role === 'taskAsks') await watch(session, taskId, (status) => status === 'input_required' || isEnd(status));
  await Promise.all([request('tasks/result'), role === 'task' ? watch(session, taskId, isEnd) : undefined]);
  await request('tasks/get');
  if (role !== 'task') return;
  await request('tasks/result');
  if (canCancel) await request('tasks/cancel');
  await request('tasks/get');
}

async function liveModernTask({ role, session, create }: TaskLife): Promise<void> {
  const created = await create({});
  const taskId = taskIdOf(created.result);
  if (taskId === undefined) return;
  const request = (method: string, params: JsonObject = {}) => session.request(method, { taskId, ...params });
  if (role === 'taskAsks') return converse(session, taskId);
  if (role === 'taskSlow') {
    await request('tasks/get');
    await request('tasks/cancel');
    await request('tasks/get');
    return;
  }
  const stream = role === 'task' ? await session.listen({ taskIds: [taskId] }) : undefined;
  await watch(session, taskId, isEnd);
  await request('tasks/get');
  if (role === 'task') {
    await request('tasks/cancel');
    await request('tasks/get');
  }
  await stream?.close();
}

/** Answers what a task asks, once also with a key it never used, until it ends. */
async function converse(session: Session, taskId: string): Promise<void> {
  /** The questions, by their keys: a server at fault may ask something else under the same key. */
  const answered = new Map<string, string>();
  const update = (inputResponses: JsonObject) => session.request('tasks/update', { taskId, inputResponses });
  const isNews = (status: JsonValue | undefined, task: JsonObject) =>
    isEnd(status) ||
    Object.entries(openQuestions(task)).some(([key, one]) => answered.get(key) !== JSON.stringify(one));
  for (let round = 0; round < maxPages; round++) {
    const task = await watch(session, taskId, isNews);
    if (task === undefined || isEnd(task.status)) break;
    if (round === 0) {
      await update({ [unknownKey]: { action: 'accept', content: {} } });
      await session.request('tasks/get', { taskId });
    }
    for (const [key, question] of Object.entries(openQuestions(task))) answered.set(key, JSON.stringify(question));
    await update(answerQuestions(openQuestions(task)));
  }
  await session.request('tasks/get', { taskId });
}

/** Looks at a task as often as it wants to be looked at, until something is seen or patience ends. */
async function watch(
  session: Session,
  taskId: string,
  isSeen: (status: JsonValue | undefined, task: JsonObject) => boolean,
): Promise<JsonObject | undefined> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline && !session.closed) {
    const { result } = await session.request('tasks/get', { taskId });
    if (!isJsonObject(result)) return undefined;
    if (isSeen(result.status, result)) return result;
    const wanted = result.pollInterval ?? result.pollIntervalMs;
    const pauseMs = typeof wanted === 'number' ? wanted : shortestPollMs;
    await session.collect(Math.min(Math.max(pauseMs, shortestPollMs), longestPollMs), ({ json }) =>
      tellsOf(json, taskId),
    );
  }
  return undefined;
}

async function listTasks(session: Session): Promise<void> {
  let cursor: JsonValue | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { result } = await session.request('tasks/list', cursor === undefined ? {} : { cursor });
    cursor = isJsonObject(result) ? result.nextCursor : undefined;
    if (typeof cursor !== 'string') return;
  }
}

function tellsOf(json: JsonValue | undefined, taskId: string): boolean {
  if (!isJsonObject(json) || !isJsonObject(json.params)) return false;
  return String(json.method).startsWith('notifications/tasks') && json.params.taskId === taskId;
}

function openQuestions(task: JsonObject): JsonObject {
  return isJsonObject(task.inputRequests) ? task.inputRequests : {};
}

function isEnd(status: JsonValue | undefined): boolean {
  return typeof status === 'string' && ended.includes(status);
}

function taskIdOf(task: JsonValue | undefined): string | undefined {
  return isJsonObject(task) && typeof task.taskId === 'string' ? task.taskId : undefined;
}

function hasPath(value: JsonValue | undefined, path: readonly string[]): boolean {
  let at = value;
  for (const member of path) at = isJsonObject(at) ? at[member] : undefined;
  return isJsonObject(at) || at === true;
}
