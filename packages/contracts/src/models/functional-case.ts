import { z } from 'zod';
import { jsonValueSchema } from './primitives.ts';

/** How a call ended. A call that did not throw is not a success: only `ok` is. */
export const callOutcomes = {
  ok: 'a result came, and no tool error stood in it',
  tool_error: 'a tool result with isError: true',
  protocol_error: 'a JSON-RPC error, or an answer that is no complete result',
  timeout: 'no answer within the time',
  cancelled: 'the run was cancelled before the answer',
  transport_error: 'no connection, an HTTP error, or the end of the stream before the answer',
  crash: 'the process of the server ended before the answer',
} as const;
export type CallOutcome = keyof typeof callOutcomes;
const outcomeSchema = z
  .enum(Object.keys(callOutcomes) as [CallOutcome, ...CallOutcome[]])
  .describe('ok, tool_error (isError), protocol_error, timeout, cancelled, transport_error or crash');

export const jsonTypes = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'] as const;

const jsonSchema = jsonValueSchema.describe('Any JSON value');
const jsonObjectSchema = z.record(z.string(), jsonValueSchema);
const pathSchema = z.string().min(1).max(1_000).describe('JSONPath (RFC 9535), for example $.structuredContent.sum');
const patternSchema = z
  .string()
  .max(1_000)
  .describe('Regular expression in RE2 syntax (linear time, no look-around, no back-references); ^ and $ anchor it');
const variableSchema = z
  .string()
  .regex(/^[A-Za-z_]\w{0,59}$/, 'a letter or _, then letters, digits or _')
  .describe('Name of a saved value');

/** What an assertion may compare with; each that is given must hold. */
const comparisons = {
  equals: jsonSchema.optional().describe('Every selected value is this value; the order of members does not matter'),
  notEquals: jsonSchema.optional().describe('No selected value is this value'),
  exists: z.literal(true).optional().describe('The path selects something'),
  absent: z.literal(true).optional().describe('The path selects nothing'),
  matches: patternSchema.optional(),
  contains: jsonSchema.optional().describe('A string contains this text, or an array contains this value'),
  type: z.enum(jsonTypes).optional().describe('JSON type of the value; an integer is a number, too'),
  greaterThan: z.number().optional().describe('The value is a number above this'),
  lessThan: z.number().optional().describe('The value is a number below this'),
  length: z.int().min(0).optional().describe('Characters of a string, items of an array or members of an object'),
  oneOf: z.array(jsonValueSchema).min(1).max(1_000).optional().describe('The value is one of these'),
};
export const comparisonNames = Object.keys(comparisons) as (keyof typeof comparisons)[];

export const assertionSchema = z
  .strictObject({
    path: pathSchema.describe(
      'JSONPath (RFC 9535) into the result, or into the error of a protocol error. Where it selects several values, each must satisfy the comparison',
    ),
    ...comparisons,
  })
  .refine((assertion) => comparisonNames.some((name) => assertion[name] !== undefined), {
    message: `say what the value is compared with: one of ${comparisonNames.join(', ')}`,
  })
  .describe('What stands at a place of the result');
export type Assertion = z.infer<typeof assertionSchema>;

const textExpectationSchema = z
  .union([
    z.string().describe('The text is exactly this'),
    z
      .strictObject({
        equals: z.string().optional().describe('The text is exactly this'),
        contains: z
          .union([z.string(), z.array(z.string()).min(1).max(100)])
          .optional()
          .describe('The text contains this, or all of these'),
        matches: patternSchema.optional(),
      })
      .refine((text) => Object.values(text).some((value) => value !== undefined), {
        message: 'give equals, contains or matches',
      }),
  ])
  .describe('All text of the result: text blocks of a tool or prompt, contents of a resource, joined by line feeds');
export type TextExpectation = z.infer<typeof textExpectationSchema>;

export const expectationSchema = z
  .strictObject({
    outcome: z
      .union([outcomeSchema, z.array(outcomeSchema).min(1)])
      .optional()
      .describe('How the call ends, or a list of ways that are all right. Default: as isError and error say, else ok'),
    isError: z.boolean().optional().describe('Whether the tool result is marked as an error'),
    error: z
      .strictObject({
        code: z.int().optional().describe('JSON-RPC error code, for example -32602'),
        message: textExpectationSchema
          .optional()
          .describe('Its message: exactly this text, or equals, contains, matches'),
      })
      .optional()
      .describe('The JSON-RPC error that is expected'),
    assert: z.array(assertionSchema).min(1).max(200).optional().describe('What stands at places of the result'),
    outputSchema: z
      .union([z.literal(true), jsonObjectSchema])
      .optional()
      .describe(
        'true: structuredContent is valid under the outputSchema the tool publishes. An object: valid under this JSON Schema',
      ),
    text: textExpectationSchema.optional(),
    latency: z
      .strictObject({ maxMs: z.number().positive().max(600_000).describe('Milliseconds from request to answer') })
      .optional()
      .describe('How long the answer may take'),
  })
  .describe('What must come. Without it the call must end with ok');
export type Expectation = z.infer<typeof expectationSchema>;

const argumentValuesSchema = jsonObjectSchema.describe(
  'Arguments. ${name} stands for a saved value, with its type where the string is nothing else; $${ is a plain ${',
);

const actions = ['tool', 'resource', 'prompt', 'complete', 'request'] as const;
export type StepAction = (typeof actions)[number];

export const functionalStepSchema = z
  .strictObject({
    title: z.string().min(1).max(200).optional().describe('What the step is for; stands in reports'),
    tool: z.string().min(1).max(512).optional().describe('Calls this tool (tools/call). Naming it allows the call'),
    resource: z.string().min(1).max(4_000).optional().describe('Reads this URI (resources/read)'),
    prompt: z.string().min(1).max(512).optional().describe('Gets this prompt (prompts/get)'),
    arguments: argumentValuesSchema
      .optional()
      .describe(`Of the tool or the prompt. ${argumentValuesSchema.description}`),
    complete: z
      .strictObject({
        prompt: z.string().min(1).max(512).optional().describe('Name of the prompt whose argument is completed'),
        resource: z.string().min(1).max(4_000).optional().describe('Or the URI template whose variable is completed'),
        argument: z.string().min(1).max(512).describe('Name of the argument or variable'),
        value: z.string().max(4_000).default('').describe('What was typed so far'),
      })
      .refine((complete) => (complete.prompt === undefined) !== (complete.resource === undefined), {
        message: 'give either prompt or resource',
      })
      .optional()
      .describe('Asks for suggestions (completion/complete)'),
    request: z
      .strictObject({
        method: z.string().min(1).max(200).describe('JSON-RPC method'),
        params: jsonObjectSchema.optional().describe('Its params, as they are sent'),
      })
      .optional()
      .describe('Sends any request'),
    save: z
      .record(variableSchema, pathSchema)
      .optional()
      .describe('Keeps values of the result for later steps: name: JSONPath, which must select exactly one value'),
    expect: expectationSchema.optional(),
  })
  .refine((step) => actions.filter((name) => step[name] !== undefined).length === 1, {
    message: `a step does exactly one thing: give one of ${actions.join(', ')}`,
  })
  .refine((step) => step.arguments === undefined || step.tool !== undefined || step.prompt !== undefined, {
    message: 'arguments belong to tool or prompt',
    path: ['arguments'],
  })
  .describe('One request and what must come back')
  .meta({ oneOf: actions.map((name) => ({ required: [name] })) });
export type FunctionalStep = z.infer<typeof functionalStepSchema>;

const stepsSchema = z.array(functionalStepSchema).max(100);

export const functionalCaseSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200).describe('Unique within the suite; its slug becomes the id case:<slug>'),
    description: z.string().max(2_000).optional().describe('What the case is for'),
    tags: z.array(z.string().min(1).max(60)).max(20).optional().describe('Words to select cases by: --only tag:<word>'),
    skip: z.string().trim().min(5).max(1_000).optional().describe('Why it is not run for now; stands in every report'),
    era: z
      .enum(['legacy', 'modern', 'both'])
      .optional()
      .describe(
        'legacy: revisions with initialize; modern: 2026-07-28 and later. Default: the newest the server speaks',
      ),
    revision: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'a revision is a date such as 2025-11-25')
      .optional()
      .describe('Only at this protocol revision'),
    session: z
      .enum(['own', 'shared'])
      .default('own')
      .describe('own: a fresh process or session for each attempt; shared: one for all cases that say so, in order'),
    answers: jsonObjectSchema
      .optional()
      .describe(
        'What the client answers when the server asks: method: result, for example elicitation/create: {action: accept, content: {}}. Declares the capability',
      ),
    setup: stepsSchema.optional().describe('Steps before; when one fails the case fails'),
    steps: stepsSchema.min(1).describe('The steps, in order; the first that fails ends them'),
    teardown: stepsSchema.optional().describe('Steps after, run always and all of them'),
    retries: z
      .int()
      .min(0)
      .max(10)
      .default(0)
      .describe('How often a failed case is tried again; passing then is flaky'),
    timeoutMs: z
      .int()
      .min(100)
      .max(600_000)
      .optional()
      .describe('For setup and steps of one attempt together. Default: each answer has the request timeout of the run'),
  })
  .describe('One functional case: steps against the server and what must come back');
export type FunctionalCase = z.infer<typeof functionalCaseSchema>;

/** The cases of a suite; their names are unique. */
export const functionalCasesSchema = z
  .array(functionalCaseSchema)
  .max(1_000)
  .superRefine((cases, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of cases.entries()) {
      if (seen.has(name)) context.addIssue({ code: 'custom', path: [index, 'name'], message: `${name} stands twice` });
      seen.add(name);
    }
  });

/** What broke an invariant, made as small as it could be: everything that is needed to send it again. */
const fuzzFailureSchema = z.object({
  kind: z.literal('fuzz-failure'),
  signature: z.string().max(500).describe('The tool, the invariant and how it ended: failures alike have the same'),
  seed: z.int().describe('Of fast-check, derived from the seed of the run'),
  path: z.string().max(2_000).nullable().describe('Of fast-check: which value and how it was shrunk; null where none'),
  shrinks: z.int().describe('How often a smaller one failed the same way'),
  confirmed: z.boolean().describe('Whether it failed again in a fresh process or session'),
  calls: z
    .array(
      z.object({
        tool: z.string().max(512),
        arguments: jsonObjectSchema.describe('${name} stands for a saved value, $${ is a plain ${'),
        save: z.record(variableSchema, pathSchema).optional().describe('As in a functional step'),
      }),
    )
    .max(100)
    .describe('In this order, in a fresh process or session; empty where they are too large to be kept'),
  expect: expectationSchema.nullable().describe('What should have come for the last of them'),
});
export type FuzzFailure = z.infer<typeof fuzzFailureSchema>;

/** What the history of a case says beside its verdict; several can hold at once. */
export const resultLabelSchema = z.discriminatedUnion('kind', [
  fuzzFailureSchema,
  z.object({ kind: z.literal('flaky-on-retry'), attempts: z.int().describe('How many it took to pass') }),
  z.object({
    kind: z.literal('flaky-in-history'),
    runs: z.int().describe('How many runs were looked at'),
    failures: z.int().describe('How many of them failed'),
  }),
  z.object({
    kind: z.literal('broken-since'),
    runId: z.string().describe('The first run of the unbroken row of failures'),
    at: z.int().describe('When that was, epoch milliseconds'),
  }),
]);
export type ResultLabel = z.infer<typeof resultLabelSchema>;
