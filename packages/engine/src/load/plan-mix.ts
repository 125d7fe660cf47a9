import type { LoadProfile, SuiteInputs } from '@mcp-lab/contracts';
import { eraOf, isJsonObject, type JsonObject, mirrorParameters, type Session } from '@mcp-lab/wire';
import { classifyReply } from '../functional/classify-reply.ts';
import { readSurface } from '../inspect/read-surface.ts';
import { callTool } from '../surface/call-tool.ts';
import { type CallableTool, callableTools } from '../surface/callable-tools.ts';
import type { LoadMix, MixedCall } from './load-mix.ts';

/** As many as a profile may name. */
const maxCalls = 200;
const maxNamed = 10;
/** Tools that are tried side by side, before the load. */
const trials = 4;

/**
 * What is called: the profile's mix or, where it has none, every tool that may be called, in equal parts; each is tried once,
 * and one that refuses the arguments made up for it is left out. Where no tool is left, lists are asked for.
 */
export async function planMix(
  session: Session,
  profile: LoadProfile,
  inputs: Pick<SuiteInputs, 'tools' | 'allow'>,
  signal: AbortSignal,
): Promise<LoadMix> {
  const wantsHeaders = session.era === 'modern' && session.transport !== 'stdio';
  const { tools } = profile.mix.length === 0 || wantsHeaders ? await readSurface(session) : { tools: [] };
  const headersOf = (name: string, args: JsonObject) => {
    const published = tools.find((tool) => tool.name === name);
    return wantsHeaders && published !== undefined ? mirrorParameters(published.inputSchema, args) : {};
  };
  const toolCall = (tool: string, args: JsonObject, weight: number, name = tool): MixedCall => ({
    name: name.slice(0, 200),
    method: 'tools/call',
    params: { name: tool, arguments: args },
    headers: headersOf(tool, args),
    weight,
  });
  if (profile.mix.length > 0) {
    const calls = profile.mix.map(({ name, tool, method = '', arguments: given, weight }): MixedCall => {
      const args = given as JsonObject;
      if (tool !== undefined) return toolCall(tool, args, weight, name);
      return { name: name ?? method, method, params: args, headers: {}, weight };
    });
    return { calls, origin: 'profile', notes: [] };
  }
  const callable = callableTools(tools, inputs);
  const notes = [...describeForbidden(tools, callable)];
  const chosen = callable.slice(0, maxCalls);
  if (chosen.length < callable.length) notes.push(`Only the first ${maxCalls} of ${callable.length} tools are called.`);
  const tried = await tryOut(session, tools, chosen, signal);
  const refused = tried.filter(({ refusal }) => refusal !== null);
  if (refused.length > 0) {
    notes.push(
      `Left out, since the arguments made up from the schema were refused: ${named(refused.map(({ tool, refusal }) => `${tool.name} (${refusal})`))}. Name a tool with arguments that work to have it called.`,
    );
  }
  const calls = tried
    .filter(({ refusal }) => refusal === null)
    .map(({ tool }) => toolCall(tool.name, tool.arguments, 1));
  if (calls.length > 0) return { calls, origin: 'surface', notes };
  const method = harmlessMethod(session);
  notes.push(`No tool may be called, so ${method} is what is asked for: it says little about the tools.`);
  return { calls: [{ name: method, method, params: {}, headers: {}, weight: 1 }], origin: 'harmless', notes };
}

/** What any client asks for. */
function harmlessMethod({ capabilities, revision }: Session): string {
  const listed = ['tools', 'resources', 'prompts'].find((name) => isJsonObject(capabilities[name]));
  if (listed !== undefined) return `${listed}/list`;
  return eraOf(revision) === 'legacy' ? 'ping' : 'server/discover';
}

function* describeForbidden(tools: readonly JsonObject[], callable: readonly CallableTool[]): Generator<string> {
  const left = tools.map(({ name }) => String(name)).filter((name) => !callable.some((tool) => tool.name === name));
  if (left.length === 0) return;
  yield `Left out: ${named(left)}. A tool is called when it declares readOnlyHint true and arguments can be made up from its schema, when it is named, or with --allow-any-tool.`;
}

async function tryOut(
  session: Session,
  tools: readonly JsonObject[],
  chosen: readonly CallableTool[],
  signal: AbortSignal,
): Promise<{ tool: CallableTool; refusal: string | null }[]> {
  const tried = chosen.map((tool): { tool: CallableTool; refusal: string | null } => ({ tool, refusal: 'not tried' }));
  let next = 0;
  const trySome = async () => {
    while (next < tried.length && !signal.aborted) {
      const one = tried[next++];
      if (one === undefined) return;
      // What the user named is called whatever it answers.
      if (one.tool.origin === 'named') one.refusal = null;
      else {
        const reply = await callTool(session, tools, one.tool, { signal });
        const context = { method: 'tools/call', cancelled: signal.aborted, processExited: false };
        const { outcome, detail } = classifyReply(reply, context);
        one.refusal = outcome === 'ok' ? null : detail.slice(0, 80);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(trials, tried.length) }, trySome));
  return tried;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, maxNamed).join(', ');
  return names.length > maxNamed ? `${shown} and ${names.length - maxNamed} more` : shown;
}
