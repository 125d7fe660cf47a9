import type { SuiteInputs } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import { callTool } from '../surface/call-tool.ts';
import { callableTools } from '../surface/callable-tools.ts';
import { completionTargets } from '../surface/completion-targets.ts';
import { logLevelKey, logLevels } from '../surface/log-levels.ts';
import type { Tour } from './check.ts';
import { createFollowUps } from './exercise-follow-ups.ts';

const maxTools = 12;
const maxReads = 6;
const maxPrompts = 6;
const maxCompletions = 4;
/** A server whose every call takes seconds is not asked for all of them. */
const budgetMs = 15_000;
/** Named for what they show; none of them changes anything. */
const shownRoles = ['logs', 'progress', 'fails', 'structured', 'mirrored'] as const;

type Step = () => Promise<Reply>;

/**
 * What a client does after it has looked around: calls the tools that may be called, plainly and then with a progress
 * token and the lowest log level, reads resources, gets prompts, completes arguments. All of it well-formed, so that
 * checks can judge what comes back. Stops when the time is over or the connection is gone.
 */
export async function performExercise(
  session: Session,
  tour: Pick<Tour, 'tools' | 'resources' | 'resourceTemplates' | 'prompts'>,
  inputs: SuiteInputs,
): Promise<void> {
  const isLogging = isJsonObject(session.capabilities.logging);
  const deadline = performance.now() + budgetMs;
  const steps: Step[] = [
    ...(session.era === 'legacy' && isLogging ? levelSteps(session) : []),
    ...interleave([
      callSteps(session, tour, inputs, isLogging),
      readSteps(session, tour, inputs),
      promptSteps(session, tour, inputs),
      completionSteps(session, tour),
    ]),
  ];
  for (const step of steps) {
    if (performance.now() > deadline) return;
    const { outcome } = await step();
    if (outcome === 'closed' || outcome === 'failed') return;
  }
}

function callSteps(session: Session, tour: Pick<Tour, 'tools'>, inputs: SuiteInputs, isLogging: boolean): Step[] {
  const { calls } = inputs;
  const shown = shownRoles.flatMap((role) => {
    const call = calls[role];
    return call === undefined ? [] : [{ name: call.tool, arguments: call.arguments as JsonObject }];
  });
  const followUps = createFollowUps(session, tour.tools);
  const toCall = [...shown, ...callableTools(tour.tools, inputs).slice(0, maxTools)];
  return toCall.flatMap((call, index) => {
    const meta: Record<string, JsonValue> = { progressToken: `lab-progress-${index}` };
    if (session.era === 'modern' && isLogging) meta[logLevelKey] = 'debug';
    return [
      () => callTool(session, tour.tools, call),
      async () => followUps.after(call, await callTool(session, tour.tools, call, { meta })),
    ];
  });
}

/** Every level once, the lowest one last: it stays in force. */
function levelSteps(session: Session): Step[] {
  return logLevels.toReversed().map((level) => () => session.request('logging/setLevel', { level }));
}

function readSteps(session: Session, { resources }: Pick<Tour, 'resources'>, inputs: SuiteInputs): Step[] {
  const listed = resources.map(({ uri }) => uri).filter((uri) => typeof uri === 'string');
  const uris = new Set([...inputs.resources, ...listed.slice(0, maxReads)]);
  return [...uris].map((uri) => () => session.request('resources/read', { uri }));
}

function promptSteps(session: Session, { prompts }: Pick<Tour, 'prompts'>, inputs: SuiteInputs): Step[] {
  const named = inputs.prompts.map(({ name, arguments: args }) => ({ name, args }));
  const plain = prompts.flatMap(({ name, arguments: parameters }) => {
    const isRequired = (parameter: JsonValue) => isJsonObject(parameter) && parameter.required === true;
    if (typeof name !== 'string' || named.some((prompt) => prompt.name === name)) return [];
    return Array.isArray(parameters) && parameters.some(isRequired) ? [] : [{ name, args: {} }];
  });
  return [...named, ...plain.slice(0, maxPrompts)].map(
    ({ name, args }) =>
      () =>
        session.request('prompts/get', { name, arguments: args }),
  );
}

function completionSteps(session: Session, tour: Pick<Tour, 'prompts' | 'resourceTemplates'>): Step[] {
  const isOffered = isJsonObject(session.capabilities.completions) || session.revision === '2024-11-05';
  if (!isOffered) return [];
  const { ofPrompts, ofTemplates } = completionTargets(tour);
  return [...ofPrompts.slice(0, maxCompletions), ...ofTemplates.slice(0, maxCompletions)].map(
    ({ ref, argument }) =>
      () =>
        session.request('completion/complete', { ref, argument: { name: argument, value: '' } }),
  );
}

/** One of each kind in turn, so that a budget that runs out has seen something of all. */
function interleave(lists: readonly Step[][]): Step[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
