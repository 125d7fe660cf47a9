import type { FunctionalStep, StepAction } from '@mcp-lab/contracts';
import type { JsonObject } from '@mcp-lab/wire';

export interface StepRequest {
  action: StepAction;
  method: string;
  params: JsonObject | undefined;
}

/** The request that a step sends; its variables are substituted by now. */
export function composeRequest(step: FunctionalStep): StepRequest {
  const args = (step.arguments ?? {}) as JsonObject;
  if (step.tool !== undefined) {
    return { action: 'tool', method: 'tools/call', params: { name: step.tool, arguments: args } };
  }
  if (step.resource !== undefined) {
    return { action: 'resource', method: 'resources/read', params: { uri: step.resource } };
  }
  if (step.prompt !== undefined) {
    return { action: 'prompt', method: 'prompts/get', params: { name: step.prompt, arguments: args } };
  }
  if (step.complete !== undefined) {
    const { prompt, resource, argument, value } = step.complete;
    const ref: JsonObject =
      prompt === undefined ? { type: 'ref/resource', uri: resource ?? '' } : { type: 'ref/prompt', name: prompt };
    return { action: 'complete', method: 'completion/complete', params: { ref, argument: { name: argument, value } } };
  }
  const { method = '', params } = step.request ?? {};
  return { action: 'request', method, params: params as JsonObject | undefined };
}

/** A step in a sentence: `step 2 (tool add)`. */
export function describeStep(step: FunctionalStep, phase: 'setup' | 'steps' | 'teardown', index: number): string {
  const place = phase === 'steps' ? `step ${index + 1}` : `${phase} step ${index + 1}`;
  const { action, method } = composeRequest(step);
  const target = {
    tool: step.tool,
    resource: step.resource,
    prompt: step.prompt,
    complete: 'completion',
    request: method,
  };
  return `${place} (${step.title ?? `${action} ${target[action] ?? ''}`.trim()})`;
}
