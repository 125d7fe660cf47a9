import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Tour } from '../check/check.ts';

/** Something that completions can be asked for. */
export interface CompletionTarget {
  ref: JsonObject;
  argument: JsonValue;
  /** Other arguments of the same prompt or template. */
  others: string[];
}

/** The arguments of the prompts a server lists, and the variables of its resource templates. */
export function completionTargets({ prompts, resourceTemplates }: Pick<Tour, 'prompts' | 'resourceTemplates'>): {
  ofPrompts: CompletionTarget[];
  ofTemplates: CompletionTarget[];
} {
  const ofPrompts = prompts.flatMap(({ name, arguments: parameters }) => {
    const named = (Array.isArray(parameters) ? parameters : []).filter(isJsonObject);
    return named.map((parameter) => ({
      ref: { type: 'ref/prompt', name: name ?? '' },
      argument: parameter.name ?? '',
      others: named.map((other) => String(other.name)).filter((other) => other !== parameter.name),
    }));
  });
  const ofTemplates = resourceTemplates.flatMap(({ uriTemplate }) => {
    const variables = [...String(uriTemplate).matchAll(/\{[+#./;?&]?([A-Za-z0-9_.]+)/g)].map(([, name = '']) => name);
    const [first, ...others] = variables;
    return first === undefined
      ? []
      : [{ ref: { type: 'ref/resource', uri: uriTemplate ?? '' }, argument: first, others }];
  });
  return { ofPrompts, ofTemplates };
}
