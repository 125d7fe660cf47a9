import { z } from 'zod';

/**
 * What a host does about it. The first five keep something from working, the others make it work less well.
 * - `cannot-connect`: the host does not speak what the server speaks
 * - `rejects-server`: none of the server's tools can be used
 * - `rejects-request`: no request with the tool in it works, so the session is broken while the server is on
 * - `drops-tool`: the tool is left out
 * - `fails-call`: the tool is offered and every call of it fails
 */
const compatEffects = [
  'cannot-connect',
  'rejects-server',
  'rejects-request',
  'drops-tool',
  'fails-call',
  'truncates',
  'renames',
  'restricts',
] as const;
export type CompatEffect = (typeof compatEffects)[number];

export const breakingEffects: readonly CompatEffect[] = compatEffects.slice(0, 5);

const schemaOf = z.enum(['inputSchema', 'outputSchema']);
const rule = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    /** Unique within its host. */
    id: z.string(),
    ...shape,
    effect: z.enum(compatEffects),
    /** low: reported once, of an older version, or told differently. Such a rule never breaks, it is only mentioned. */
    confidence: z.enum(['high', 'medium', 'low']),
    /** What the host does, in a sentence. */
    says: z.string(),
    fix: z.string(),
    /** Where it is said; never empty. */
    sources: z.array(z.url()).min(1),
    /** The day on which the sources were last read. */
    checked: z.iso.date(),
  });

export const compatRuleSchema = z.discriminatedUnion('kind', [
  /** Of the name as published. The pattern is ours and runs in linear time. */
  rule({ kind: z.literal('tool-name-pattern'), pattern: z.string() }),
  /** Of the name as the host writes it: `{server}` and `{tool}` are filled in. */
  rule({ kind: z.literal('tool-name-length'), template: z.string(), max: z.int() }),
  rule({ kind: z.literal('tool-count'), max: z.int() }),
  rule({ kind: z.literal('text-length'), of: z.enum(['tool-description', 'instructions']), maxBytes: z.int() }),
  rule({ kind: z.literal('description-missing') }),
  /** A schema that names no dialect is of all of them. */
  rule({ kind: z.literal('schema-dialect'), of: schemaOf, allowed: z.array(z.string()) }),
  rule({ kind: z.literal('top-level-keywords'), of: schemaOf, keywords: z.array(z.string()) }),
  rule({ kind: z.literal('root-type-object'), of: schemaOf }),
  /** Every schema of an array, however deep, has to say what is in it. */
  rule({ kind: z.literal('array-items'), of: schemaOf }),
  /** Of the names at the top only. */
  rule({ kind: z.literal('property-name-pattern'), of: schemaOf, pattern: z.string() }),
  rule({ kind: z.literal('tools-expected'), names: z.array(z.string()) }),
  rule({ kind: z.literal('transports'), supported: z.array(z.enum(['stdio', 'streamable-http', 'http-sse'])) }),
  rule({ kind: z.literal('eras'), supported: z.array(z.enum(['legacy', 'modern'])) }),
]);
export type CompatRule = z.infer<typeof compatRuleSchema>;

/** One file of `hosts/`. */
export const compatHostSchema = z.strictObject({
  host: z.string(),
  name: z.string(),
  note: z.string().optional(),
  rules: z.array(compatRuleSchema).min(1),
});
export type CompatHost = z.infer<typeof compatHostSchema>;
