import type { ServerCapabilities } from '@mcp-lab/contracts';
import { type ArgumentField, fieldsOfPrompt, fieldsOfSchema } from './argument-fields.ts';

export type CallKind = 'tool' | 'resource' | 'prompt';

export const callKinds: readonly { value: CallKind; label: string; one: string }[] = [
  { value: 'tool', label: 'Tools', one: 'Tool' },
  { value: 'resource', label: 'Resources', one: 'Resource' },
  { value: 'prompt', label: 'Prompts', one: 'Prompt' },
];

/** Something of a server that can be called, read or got. */
export interface CallSubject {
  kind: CallKind;
  /** Name or URI. A template is filled in by hand. */
  id: string;
  label: string;
  description: string;
  fields: ArgumentField[];
  isTemplate: boolean;
  /** What the tool says about itself. */
  readOnly: boolean;
  destructive: boolean;
}

type PeerObject = Record<string, unknown>;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function subjectsOf(
  kind: CallKind,
  { tools, resources, resourceTemplates, prompts }: ServerCapabilities,
): CallSubject[] {
  const found =
    kind === 'tool'
      ? tools.map((tool) => subjectOf(kind, tool, textOf(tool.name), fieldsOfSchema(tool.inputSchema)))
      : kind === 'prompt'
        ? prompts.map((prompt) => subjectOf(kind, prompt, textOf(prompt.name), fieldsOfPrompt(prompt)))
        : [
            ...resources.map((resource) => subjectOf(kind, resource, textOf(resource.uri), [])),
            ...resourceTemplates.map((template) => ({
              ...subjectOf(kind, template, textOf(template.uriTemplate), []),
              isTemplate: true,
            })),
          ];
  // A peer may publish no name at all, or the same twice.
  return [...new Map(found.filter(({ id }) => id !== '').map((subject) => [subject.id, subject])).values()];
}

function subjectOf(kind: CallKind, entry: PeerObject, id: string, fields: ArgumentField[]): CallSubject {
  const annotations = (entry.annotations ?? {}) as PeerObject;
  return {
    kind,
    id,
    label: id,
    description: textOf(entry.description),
    fields,
    isTemplate: false,
    readOnly: annotations.readOnlyHint === true,
    destructive: annotations.destructiveHint === true,
  };
}
