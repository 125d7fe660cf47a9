import { type Revision, revisions } from '@mcp-lab/wire';
import {
  base64,
  boolean,
  either,
  type Fields,
  fields,
  integer,
  list,
  object,
  type Shape,
  string,
  unitInterval,
  uri,
  words,
} from './shape.ts';

/** `since('2025-06-18')` of a revision: whether it is that one or newer. */
export function createSince(revision: Revision): (other: Revision) => boolean {
  return (other) => revisions.indexOf(revision) >= revisions.indexOf(other);
}

/** Fields that exist only under a condition. */
export const when = (condition: boolean, extra: Fields): Fields => (condition ? extra : {});

export const role = words('assistant', 'user');

/** The building blocks all results share, as they stood at one revision. */
export function contentShapes(revision: Revision) {
  const since = createSince(revision);
  const meta = when(since('2025-06-18'), { _meta: object });
  const title = when(since('2025-06-18'), { title: string });
  const icon = fields({ src: uri }, { mimeType: string, sizes: list(string), theme: words('dark', 'light') });
  const icons = when(since('2025-11-25'), { icons: list(icon) });
  const annotations = fields(
    {},
    { audience: list(role), priority: unitInterval, ...when(since('2025-06-18'), { lastModified: string }) },
  );
  const annotated = { ...meta, annotations };

  const resourceContents = either(
    fields({ uri, text: string }, { ...meta, mimeType: string }),
    fields({ uri, blob: base64 }, { ...meta, mimeType: string }),
  );
  const resourceOptional = { ...annotated, ...title, ...icons, description: string, mimeType: string, size: integer };
  const media = (type: string) => fields({ type: words(type), data: base64, mimeType: string }, annotated);
  const text = fields({ type: words('text'), text: string }, annotated);
  const spoken = [text, media('image'), ...(since('2025-03-26') ? [media('audio')] : [])];
  const contentBlock = either(
    ...spoken,
    ...(since('2025-06-18') ? [fields({ type: words('resource_link'), name: string, uri }, resourceOptional)] : []),
    fields({ type: words('resource'), resource: resourceContents }, annotated),
  );
  return {
    since,
    meta,
    title,
    icons,
    annotated,
    spoken,
    contentBlock,
    resourceContents,
    resource: fields({ name: string, uri }, resourceOptional),
    implementation: fields(
      { name: string, version: string },
      { ...title, ...icons, ...when(since('2025-11-25'), { description: string, websiteUrl: uri }) },
    ),
  };
}

export type ContentShapes = ReturnType<typeof contentShapes>;

export const flag = (name: string): Fields => ({ [name]: boolean });

/** `tools`, `resources`, … as a server declares them. */
export function capabilityShape(since: ContentShapes['since']): Shape {
  const tasks = fields(
    {},
    { cancel: object, list: object, requests: fields({}, { tools: fields({}, { call: object }) }) },
  );
  const isModern = since('2026-07-28');
  return fields(
    {},
    {
      experimental: { kind: 'record', values: object },
      logging: object,
      prompts: fields({}, flag('listChanged')),
      resources: fields({}, { ...flag('listChanged'), ...flag('subscribe') }),
      tools: fields({}, flag('listChanged')),
      ...when(since('2025-03-26'), { completions: object }),
      ...when(since('2025-11-25') && !isModern, { tasks }),
      ...when(isModern, { extensions: { kind: 'record', values: object } }),
    },
  );
}
