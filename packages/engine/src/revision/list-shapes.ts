import { type ContentShapes, role, when } from './content-shapes.ts';
import { boolean, fields, list, object, record, type Shape, string, uriTemplate, words } from './shape.ts';

/** The entries of the lists a server gives. */
export function listShapes({ since, meta, title, icons, annotated, contentBlock }: ContentShapes) {
  return {
    tool: toolShape(since, { ...meta, ...title, ...icons }),
    prompt: fields(
      { name: string },
      {
        ...meta,
        ...title,
        ...icons,
        description: string,
        arguments: list(fields({ name: string }, { ...title, description: string, required: boolean })),
      },
    ),
    promptMessage: fields({ role, content: contentBlock }),
    resourceTemplate: fields(
      { name: string, uriTemplate },
      { ...annotated, ...title, ...icons, description: string, mimeType: string },
    ),
  };
}

function toolShape(since: ContentShapes['since'], common: Record<string, Shape>): Shape {
  const isModern = since('2026-07-28');
  const dialect = when(since('2025-11-25'), { $schema: string });
  const members = when(!isModern, { properties: record(object), required: list(string) });
  const schema = fields({ type: words('object') }, { ...dialect, ...members });
  const hints = ['destructiveHint', 'idempotentHint', 'openWorldHint', 'readOnlyHint'];
  const annotations = fields({}, { title: string, ...Object.fromEntries(hints.map((hint) => [hint, boolean])) });
  return fields(
    { name: string, inputSchema: schema },
    {
      ...common,
      description: string,
      ...when(since('2025-03-26'), { annotations }),
      ...when(since('2025-06-18'), { outputSchema: isModern ? fields({}, dialect) : schema }),
      ...when(since('2025-11-25') && !isModern, {
        execution: fields({}, { taskSupport: words('forbidden', 'optional', 'required') }),
      }),
    },
  );
}
