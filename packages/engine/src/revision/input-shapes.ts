import type { ContentShapes } from './content-shapes.ts';
import { role, when } from './content-shapes.ts';
import {
  any,
  boolean,
  either,
  type Fields,
  fields,
  integer,
  list,
  number,
  object,
  record,
  type Shape,
  string,
  unitInterval,
  uri,
  words,
} from './shape.ts';

/** Parameters of what a server asks of a client: as requests (legacy) or inside an `input_required` result (modern). */
export interface InputShapes {
  createMessage: Shape;
  /** Undefined before 2025-06-18. */
  elicit: Shape | undefined;
  elicitUrl: Shape;
}

/** `common`: what every request's params may carry at that revision. */
export function inputShapes(content: ContentShapes, tool: Shape, common: Fields): InputShapes {
  const { since } = content;
  const elicitUrl = fields(
    { message: string, mode: words('url'), url: uri, ...when(!since('2026-07-28'), { elicitationId: string }) },
    common,
  );
  return {
    createMessage: createMessageParams(content, tool, common),
    elicit: elicitParams(content, common, elicitUrl),
    elicitUrl,
  };
}

function createMessageParams({ since, meta, spoken, contentBlock }: ContentShapes, tool: Shape, common: Fields): Shape {
  const withTools = since('2025-11-25');
  const blocks = withTools
    ? [
        ...spoken,
        fields({ type: words('tool_use'), id: string, input: object, name: string }, meta),
        fields(
          { type: words('tool_result'), content: list(contentBlock), toolUseId: string },
          { ...meta, isError: boolean, structuredContent: since('2026-07-28') ? any : object },
        ),
      ]
    : spoken;
  const message = fields(
    { role, content: withTools ? either(...blocks, list(either(...blocks))) : either(...blocks) },
    when(withTools, { _meta: object }),
  );
  const modelPreferences = fields(
    {},
    {
      costPriority: unitInterval,
      intelligencePriority: unitInterval,
      speedPriority: unitInterval,
      hints: list(fields({}, { name: string })),
    },
  );
  return fields(
    { maxTokens: integer, messages: list(message) },
    {
      ...common,
      includeContext: words('allServers', 'none', 'thisServer'),
      metadata: object,
      modelPreferences,
      stopSequences: list(string),
      systemPrompt: string,
      temperature: number,
      ...when(withTools, { tools: list(tool), toolChoice: fields({}, { mode: words('auto', 'none', 'required') }) }),
    },
  );
}

function elicitParams({ since }: ContentShapes, common: Fields, elicitUrl: Shape): Shape | undefined {
  if (!since('2025-06-18')) return undefined;
  const withModes = since('2025-11-25');
  const requestedSchema = fields(
    { type: words('object'), properties: record(either(...primitiveSchemas(withModes))) },
    { required: list(string), ...when(withModes, { $schema: string }) },
  );
  const form = fields({ message: string, requestedSchema }, { ...common, ...when(withModes, { mode: words('form') }) });
  return withModes ? either(form, elicitUrl) : form;
}

/** What a form may ask for. */
function primitiveSchemas(withDefaults: boolean): Shape[] {
  const labels = { title: string, description: string };
  const byDefault = (shape: Shape) => when(withDefaults, { default: shape });
  const texts = fields(
    { type: words('string') },
    {
      ...labels,
      ...byDefault(string),
      format: words('date', 'date-time', 'email', 'uri'),
      maxLength: integer,
      minLength: integer,
    },
  );
  const numbers = fields(
    { type: words('integer', 'number') },
    { ...labels, ...byDefault(number), maximum: number, minimum: number },
  );
  const flags = fields({ type: words('boolean') }, { ...labels, default: boolean });
  const named = fields(
    { type: words('string'), enum: list(string) },
    { ...labels, ...byDefault(string), enumNames: list(string) },
  );
  if (!withDefaults) return [texts, numbers, flags, named];
  const titledValue = fields({ const: string, title: string });
  const many = { ...labels, default: list(string), maxItems: integer, minItems: integer };
  return [
    texts,
    numbers,
    flags,
    fields({ type: words('string'), enum: list(string) }, { ...labels, default: string }),
    fields({ type: words('string'), oneOf: list(titledValue) }, { ...labels, default: string }),
    fields({ type: words('array'), items: fields({ type: words('string'), enum: list(string) }) }, many),
    fields({ type: words('array'), items: fields({ anyOf: list(titledValue) }) }, many),
    named,
  ];
}
