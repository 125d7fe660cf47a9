import type { FunctionalCase, FunctionalStep } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Surface } from '../inspect/read-surface.ts';
import { sampleArguments } from '../surface/sample-arguments.ts';
import { escapeVariables } from './substitute-variables.ts';

/** A case to begin with, and what its author should know about it. */
export interface GeneratedCase {
  case: CaseDraft;
  comment: string;
}

/** As it is written: what is left out has its default. */
export type CaseDraft = Pick<FunctionalCase, 'name' | 'tags'> & { steps: FunctionalStep[] };

export interface GeneratedCases {
  cases: GeneratedCase[];
  /** What got no case, and why, one sentence each. */
  leftOut: string[];
}

const maxOfAKind = 200;

/**
 * Cases to start from, made of what a server publishes: for each tool a call that should work, one without a required
 * argument and one with a wrong type; a read of each listed resource; each prompt. Only tools that declare
 * `readOnlyHint: true`, unless `anyTool`: also the wrong calls are executed by a server that does not validate.
 */
export function generateCases(surface: Surface, { anyTool = false }: { anyTool?: boolean } = {}): GeneratedCases {
  const generated: GeneratedCases = { cases: [], leftOut: [] };
  for (const tool of surface.tools.slice(0, maxOfAKind)) {
    const isReadOnly = isJsonObject(tool.annotations) && tool.annotations.readOnlyHint === true;
    if (isReadOnly || anyTool) addTool(generated, tool);
    else generated.leftOut.push(`tool ${tool.name}: it does not declare readOnlyHint, so a call may change something`);
  }
  for (const { uri } of surface.resources.slice(0, maxOfAKind)) {
    if (typeof uri !== 'string' || uri === '' || uri.length > 4_000) continue;
    const expect = { assert: [{ path: '$.contents', type: 'array' as const }] };
    const comment = 'Reads a listed resource.';
    generated.cases.push({
      case: { name: `read ${uri}`.slice(0, 200), tags: ['resource'], steps: [{ resource: uri, expect }] },
      comment,
    });
  }
  for (const prompt of surface.prompts.slice(0, maxOfAKind)) addPrompt(generated, prompt);
  const cases = generated.cases.map(({ case: one, comment }) => {
    // What a server publishes is meant as it stands.
    const steps = escapeVariables(one.steps as { [key: string]: JsonValue }[]) as FunctionalStep[];
    return { case: { ...one, steps }, comment };
  });
  return { ...generated, cases: withUniqueNames(cases) };
}

function addTool({ cases, leftOut }: GeneratedCases, tool: JsonObject): void {
  const { name, inputSchema, outputSchema } = tool;
  if (!isCallName(name)) return;
  const args = sampleArguments(inputSchema);
  if (args === undefined) {
    leftOut.push(`tool ${name}: no arguments could be made up for its inputSchema (a pattern without an example?)`);
    return;
  }
  const call = (more: JsonObject): FunctionalStep => ({ tool: name, arguments: more });
  const structured = isJsonObject(outputSchema) ? { outputSchema: true as const } : {};
  cases.push({
    case: {
      name: `${name} works`,
      tags: ['tool', 'happy'],
      steps: [{ ...call(args), expect: { outcome: 'ok', ...structured } }],
    },
    comment:
      Object.keys(args).length === 0
        ? 'The tool needs no arguments.'
        : 'Arguments from the schema: examples and defaults where it has some, else made up. Put in real ones and assert what they give.',
  });
  const refused: FunctionalStep['expect'] = { outcome: ['tool_error', 'protocol_error'] };
  const required = requiredOf(inputSchema).find((member) => Object.hasOwn(args, member));
  if (required !== undefined) {
    const { [required]: _, ...rest } = args;
    cases.push({
      case: {
        name: `${name} without ${required}`,
        tags: ['tool', 'negative'],
        steps: [{ ...call(rest), expect: refused }],
      },
      comment: `${required} is required, so the call must be refused.`,
    });
  }
  const wrong = wrongTypeOf(inputSchema, args);
  if (wrong !== undefined) {
    const step = { ...call({ ...args, [wrong.member]: wrong.value }), expect: refused };
    cases.push({
      case: { name: `${name} with a wrong ${wrong.member}`, tags: ['tool', 'negative'], steps: [step] },
      comment: `${wrong.member} is to be of type ${wrong.type}, so the call must be refused.`,
    });
  }
}

function addPrompt({ cases, leftOut }: GeneratedCases, prompt: JsonObject): void {
  const { name } = prompt;
  if (!isCallName(name)) return;
  const known = Array.isArray(prompt.arguments) ? prompt.arguments.filter(isJsonObject) : [];
  const required = known.filter((argument) => argument.required === true);
  if (required.some((argument) => typeof argument.name !== 'string')) {
    leftOut.push(`prompt ${name}: a required argument has no name`);
    return;
  }
  const args = Object.fromEntries(required.map((argument) => [String(argument.name), 'sample']));
  const step: FunctionalStep = {
    prompt: name,
    arguments: args,
    expect: { assert: [{ path: '$.messages[*].role', oneOf: ['user', 'assistant'] }] },
  };
  const comment = required.length === 0 ? 'Gets a prompt.' : 'Gets a prompt; put in arguments that mean something.';
  cases.push({ case: { name: `prompt ${name}`.slice(0, 200), tags: ['prompt'], steps: [step] }, comment });
}

function isCallName(name: JsonValue | undefined): name is string {
  return typeof name === 'string' && name !== '' && name.length <= 150;
}

function requiredOf(schema: JsonValue | undefined): string[] {
  if (!isJsonObject(schema) || !Array.isArray(schema.required)) return [];
  return schema.required.filter((name) => typeof name === 'string');
}

const primitives = ['string', 'number', 'integer', 'boolean', 'array', 'object'];

/** A value no reader can take for the declared type; an array where something else is wanted, else a number. */
function wrongTypeOf(
  schema: JsonValue | undefined,
  args: JsonObject,
): { member: string; type: string; value: JsonValue } | undefined {
  if (!isJsonObject(schema) || !isJsonObject(schema.properties)) return undefined;
  const names = [...Object.keys(args), ...Object.keys(schema.properties)];
  for (const member of names) {
    const property = Object.hasOwn(schema.properties, member) ? schema.properties[member] : undefined;
    if (!isJsonObject(property) || typeof property.type !== 'string' || !primitives.includes(property.type)) continue;
    return { member, type: property.type, value: property.type === 'array' ? 12_345 : [{ wrong: true }] };
  }
  return undefined;
}

function withUniqueNames(cases: readonly GeneratedCase[]): GeneratedCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.case.name) ?? 0) + 1;
    seen.set(one.case.name, count);
    return count === 1 ? one : { ...one, case: { ...one.case, name: `${one.case.name} (${count})` } };
  });
}
