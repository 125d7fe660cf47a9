import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { compileJsonPath } from '../functional/json-path.ts';
import { substituteVariables } from '../functional/substitute-variables.ts';
import type { CallRecord } from './drive/call-record.ts';
import type { FuzzDriver } from './drive/fuzz-driver.ts';
import { judgeInPlace } from './drive/judge-in-place.ts';
import type { FuzzCall } from './fuzz-call.ts';
import type { FuzzInput } from './inputs/fuzz-input.ts';
import type { Invariant, Violation } from './judge/invariant.ts';
import { violation } from './judge/judge-call.ts';
import type { ToolUnderTest } from './tool-under-test.ts';

/** The moment at which a row of calls broke an invariant. */
export interface BrokenAt {
  /** Up to and with the call that did. */
  calls: FuzzCall[];
  record: CallRecord;
  input: FuzzInput;
  violation: Violation;
}

/**
 * Makes calls in a row and tells the first that breaks `wanted` (any invariant where it is undefined). A call that cannot
 * be made, since its tool or what it needs of an earlier result is not there, ends the row. Throws ServerGone.
 */
export async function playCalls(
  driver: FuzzDriver,
  tools: ReadonlyMap<string, ToolUnderTest>,
  calls: readonly FuzzCall[],
  wanted?: Invariant,
  timeoutMs?: number,
): Promise<BrokenAt | undefined> {
  const variables = new Map<string, JsonValue>();
  for (const [index, call] of calls.entries()) {
    const tool = tools.get(call.tool);
    const args = tool === undefined ? undefined : fillIn(call, variables);
    if (tool === undefined || args === undefined) return undefined;
    const input = inputOf(tool, args);
    const record = await driver.call(tool.name, args, timeoutMs);
    const found = await judgeInPlace(driver, tool, input, record);
    const broken = found.find(({ invariant }) => wanted === undefined || invariant === wanted);
    if (broken !== undefined) return { calls: calls.slice(0, index + 1), record, input, violation: broken };
    keepValues(call, record, variables);
  }
  return wanted === 'still-answers' ? judgeAfterwards(driver, tools, calls) : undefined;
}

async function judgeAfterwards(
  driver: FuzzDriver,
  tools: ReadonlyMap<string, ToolUnderTest>,
  calls: readonly FuzzCall[],
): Promise<BrokenAt | undefined> {
  const last = calls.at(-1);
  const tool = last && tools.get(last.tool);
  const args = last?.arguments;
  if (tool === undefined || !isJsonObject(args)) return undefined;
  const probe = await driver.answersStill();
  if (probe.answers) return undefined;
  const record: CallRecord = {
    tool: tool.name,
    arguments: args,
    reply: { outcome: 'silent', related: [], sent: [], startedNs: 0, endedNs: 0 },
    outcome: 'timeout',
    detail: probe.detail,
    frames: probe.frames,
  };
  return { calls: [...calls], record, input: inputOf(tool, args), violation: stillAnswersViolation(probe.detail) };
}

export function stillAnswersViolation(detail: string): Violation {
  return violation('still-answers', detail, `after the calls an ordinary request is not answered any more: ${detail}`);
}

/** What is known of arguments that were not made here: whether they are valid is asked again. */
export function inputOf(tool: ToolUnderTest, args: JsonObject): FuzzInput {
  const fault = tool.model.faultOf(args);
  const input: FuzzInput = { arguments: args, phase: 'sequences', why: 'as they were sent before' };
  return fault === undefined ? input : { ...input, phase: 'invalid', why: fault, broken: 'wrong-type' };
}

function fillIn(call: FuzzCall, variables: ReadonlyMap<string, JsonValue>): JsonObject | undefined {
  try {
    return substituteVariables(call.arguments as JsonObject, variables);
  } catch {
    // A value that no earlier result had: the row cannot go on as it did.
    return undefined;
  }
}

function keepValues(call: FuzzCall, { reply }: CallRecord, variables: Map<string, JsonValue>): void {
  if (!isJsonObject(reply.result)) return;
  for (const [name, path] of Object.entries(call.save ?? {})) {
    const [value, ...more] = compileJsonPath(path)(reply.result);
    if (value !== undefined && more.length === 0) variables.set(name, value);
  }
}
