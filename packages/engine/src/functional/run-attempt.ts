import type { FunctionalCase, FunctionalStep } from '@mcp-lab/contracts';
import type { Frame, JsonValue, Reply } from '@mcp-lab/wire';
import type { CaseSession, PerformedCall } from './case-session.ts';
import { composeRequest, describeStep } from './compose-request.ts';
import { compileJsonPath } from './json-path.ts';
import { documentOf, judgeReply } from './judge-reply.ts';
import { substituteVariables } from './substitute-variables.ts';

/** What one attempt at a case needs of its surroundings. */
export interface AttemptEnvironment {
  /** The case's session, opened again where the last one was lost. */
  session(): Promise<CaseSession>;
  requestTimeoutMs: number;
  /** Monotonic milliseconds. */
  now(): number;
}

export interface Attempt {
  /** What went wrong, one sentence each; empty when all was as expected. */
  faults: string[];
  /** What the teardown did wrong. */
  teardownFaults: string[];
  evidence: Frame[];
}

type Phase = 'setup' | 'steps' | 'teardown';

/** Walks through a case once: setup and steps until one fails, the teardown always and all of it. Throws nothing. */
export async function runAttempt(one: FunctionalCase, environment: AttemptEnvironment): Promise<Attempt> {
  const variables = new Map<string, JsonValue>();
  const faults = await openFirst(environment);
  // How long a process takes to start is not the case's matter.
  const deadline = one.timeoutMs === undefined ? undefined : environment.now() + one.timeoutMs;
  const walk: Frame[] = [];
  const perform = async (step: FunctionalStep, phase: Phase, index: number): Promise<string[]> => {
    const left = phase === 'teardown' || deadline === undefined ? undefined : deadline - environment.now();
    const where = describeStep(step, phase, index);
    if (left !== undefined && left <= 0) return [`${where}: the ${one.timeoutMs} ms of the case were used up`];
    const { faults, evidence } = await runStep(step, environment, variables, left ?? environment.requestTimeoutMs);
    if (faults.length > 0) walk.length = 0;
    walk.push(...evidence);
    return faults.map((fault) => `${where}: ${fault}`);
  };
  for (const phase of ['setup', 'steps'] as const) {
    for (const [index, step] of (one[phase] ?? []).entries()) {
      if (faults.length === 0) faults.push(...(await perform(step, phase, index)));
    }
  }
  const evidence = [...walk];
  const teardownFaults: string[] = [];
  for (const [index, step] of (one.teardown ?? []).entries()) {
    walk.length = 0;
    const found = await perform(step, 'teardown', index);
    teardownFaults.push(...found);
    // A finding is shown by its own frames; those of a teardown that went well say nothing about it.
    if (found.length > 0 || faults.length === 0) evidence.push(...walk);
  }
  return { faults, teardownFaults, evidence };
}

async function openFirst({ session }: AttemptEnvironment): Promise<string[]> {
  try {
    await session();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

async function runStep(
  written: FunctionalStep,
  environment: AttemptEnvironment,
  variables: Map<string, JsonValue>,
  timeoutMs: number,
): Promise<{ faults: string[]; evidence: Frame[] }> {
  let call: PerformedCall | undefined;
  try {
    // `save` holds JSONPaths, which may contain anything.
    const { save, ...rest } = written;
    const step: FunctionalStep = substituteVariables(rest as { [key: string]: JsonValue }, variables) as FunctionalStep;
    const session = await environment.session();
    call = await session.perform(composeRequest(step), timeoutMs);
    const wantsSchema = step.expect?.outputSchema === true && step.tool !== undefined;
    const outputSchema = wantsSchema ? await session.outputSchemaOf(step.tool ?? '') : undefined;
    const faults = judgeReply(step.expect ?? {}, { ...call, outputSchema });
    if (faults.length === 0) faults.push(...saveValues(save ?? {}, call, variables));
    return { faults, evidence: framesOf(call) };
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)], evidence: framesOf(call) };
  }
}

function saveValues(save: Record<string, string>, call: PerformedCall, variables: Map<string, JsonValue>): string[] {
  return Object.entries(save).flatMap(([name, path]) => {
    const values = compileJsonPath(path)(documentOf(call));
    const [value] = values;
    if (values.length !== 1 || value === undefined) {
      return [
        `${name} cannot be saved: ${path} selects ${values.length === 0 ? 'nothing' : `${values.length} values`}`,
      ];
    }
    variables.set(name, value);
    return [];
  });
}

function framesOf(call: PerformedCall | undefined): Frame[] {
  return (call?.rounds ?? []).flatMap(framesOfReply);
}

function framesOfReply({ sent, related, frame }: Reply): Frame[] {
  return [...sent, ...related, ...(frame === undefined ? [] : [frame])];
}
