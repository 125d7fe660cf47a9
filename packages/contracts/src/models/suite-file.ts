import { z } from 'zod';
import { chaosExperimentSchema } from './chaos.ts';
import { consistencySchema } from './consistency.ts';
import { functionalCasesSchema } from './functional-case.ts';
import { fuzzSettingsSchema } from './fuzz-settings.ts';
import { loadProfileSchema } from './load-profile.ts';
import { jsonValueSchema } from './primitives.ts';
import { processSettingsSchema } from './process-settings.ts';
import { securitySettingsSchema } from './security-settings.ts';

/** What a call named in a suite file brings about; a check that needs it is untestable without. */
export const callRoles = {
  slow: 'takes at least two seconds and can be cancelled',
  progress: 'reports progress when given a progress token',
  logs: 'writes log messages of several levels',
  fails: 'ends with an isError result',
  structured: 'gives structured content',
  mirrored: 'has an argument that is mirrored into an HTTP header (x-mcp-header); all such arguments are given',
  sideEffect: 'changes something that the call named observe shows; may be repeated',
  observe: 'shows what sideEffect did, for example a counter or a file',
  elicitsForm: 'asks the user for input by a form',
  elicitsUrl: 'asks the user to open a URL',
  samples: 'asks the client for a completion by its model',
  listsRoots: 'asks the client for its roots',
  keepsState: 'asks for input and hands out a requestState',
  task: 'may run as a task and succeeds after a moment',
  taskSlow: 'runs as a task for several seconds and can be cancelled',
  taskFails: 'runs as a task that fails with a JSON-RPC error',
  taskIsError: 'runs as a task whose tool result has isError',
  taskAsks: 'runs as a task that asks for input',
  privileged: 'needs a scope that the token lowScope does not have',
  opensHandle:
    'gives a handle that works for this user only, as its whole text or as the structured member that usesHandle wants',
  usesHandle: 'takes that handle: write $handle where it goes',
  dropsStream: 'the server drops the event stream before the answer and expects the client to resume',
  sendsUnrelated: 'makes the server send messages that belong to no request',
} as const;
export type CallRole = keyof typeof callRoles;

/** What has to be made to happen on the server before a notification can be expected. */
export const triggerKinds = {
  toolsListChanged: 'changes the list of tools',
  promptsListChanged: 'changes the list of prompts',
  resourcesListChanged: 'changes the list of resources',
  resourceUpdated: 'changes the content of the resource named in uri',
  taskStatusChanged: 'changes the status of a running task',
} as const;
export type TriggerKind = keyof typeof triggerKinds;

const jsonObjectSchema = z.record(z.string(), jsonValueSchema);

export const toolCallSchema = z.strictObject({
  tool: z.string().min(1).max(512).describe('Name of the tool'),
  arguments: jsonObjectSchema.default({}).describe('Arguments that work'),
});
export type NamedToolCall = z.infer<typeof toolCallSchema>;

const triggerSchema = toolCallSchema
  .extend({ uri: z.string().optional().describe('resourceUpdated: the resource that changes') })
  .describe('A tool call that brings it about; repeating it must bring it about again');

const callsSchema = z.strictObject(describeEach(callRoles, toolCallSchema));
const triggersSchema = z.strictObject(describeEach(triggerKinds, triggerSchema));

/** An optional member for each name, described. */
function describeEach<Name extends string, Schema extends z.ZodType>(
  descriptions: Readonly<Record<Name, string>>,
  schema: Schema,
): Record<Name, z.ZodOptional<Schema>> {
  const names = Object.keys(descriptions) as Name[];
  const members = names.map((name) => [name, schema.optional().describe(`A call that ${descriptions[name]}`)]);
  return Object.fromEntries(members) as Record<Name, z.ZodOptional<Schema>>;
}

const secretSchema = z
  .string()
  .min(1)
  .max(20_000)
  .describe('A value, or ${NAME} to take it from the environment of the run');

export const oauthSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bearer'), token: secretSchema }),
  z.strictObject({
    type: z.literal('client-credentials'),
    clientId: z.string().min(1).max(1_000),
    clientSecret: secretSchema,
    scope: z.string().max(2_000).optional(),
    issuer: z.url().optional().describe('Default: found by the metadata of the server'),
  }),
  z.strictObject({
    type: z.literal('authorization-code'),
    clientId: z.string().max(2_000).optional().describe('Default: registered dynamically where the server offers it'),
    clientSecret: secretSchema.optional(),
    scope: z.string().max(2_000).optional(),
    issuer: z.url().optional().describe('Default: found by the metadata of the server'),
    redirectPort: z.int().min(0).max(65_535).default(0).describe('On 127.0.0.1; 0 takes a free one'),
  }),
]);
export type OAuthInput = z.infer<typeof oauthSchema>;

/** Tokens that a check presents to see what the server makes of them. */
export const probeTokensSchema = z.strictObject({
  secondUser: secretSchema.optional().describe('A good token of another user'),
  lowScope: secretSchema.optional().describe('A good token without the scope of the call named privileged'),
  challenged: secretSchema
    .optional()
    .describe('A good token with exactly the scopes that the challenge to lowScope names'),
  broadScope: secretSchema.optional().describe('A good token whose scopes include the one that is needed'),
  otherAudience: secretSchema.optional().describe('A genuine token for another resource'),
  otherIssuer: secretSchema.optional().describe('A token of an issuer the server does not trust'),
  expired: secretSchema.optional().describe('A token that was good once'),
});

const excludeSchema = z.strictObject({
  check: z.string().min(1).max(100).describe('Check id, * stands for anything'),
  reason: z.string().trim().min(5).max(1_000).describe('Why; it stands in every report'),
});

/** Everything a user can tell about a server that nobody could find out from outside. */
export const suiteInputsSchema = z.strictObject({
  tools: z.array(toolCallSchema).max(200).default([]).describe('Tools that are safe to call, with arguments that work'),
  calls: callsSchema.prefault({}).describe('Calls that bring about a behaviour'),
  triggers: triggersSchema.prefault({}).describe('How to make a change happen'),
  resources: z.array(z.string().min(1).max(4_000)).max(200).default([]).describe('URIs that may be read'),
  privateResource: z.string().max(4_000).optional().describe('A URI that only the holder of the token may read'),
  failingResource: z.string().max(4_000).optional().describe('A URI whose backend fails'),
  prompts: z
    .array(
      z.strictObject({ name: z.string().min(1).max(512), arguments: z.record(z.string(), z.string()).default({}) }),
    )
    .max(200)
    .default([])
    .describe('Prompts with arguments that work'),
  tokens: probeTokensSchema.default({}),
  deployment: z
    .enum(['local', 'remote'])
    .optional()
    .describe('Who is meant to reach it: `remote` for a server behind a tunnel. Default: told by its address'),
  allow: z
    .strictObject({
      sideEffects: z.boolean().default(false).describe('Run checks that may change the state of the server'),
      anyTool: z.boolean().default(false).describe('Call tools that do not declare readOnlyHint'),
      network: z.boolean().default(false).describe('Fetch https resources that the server lists'),
      slow: z.boolean().default(false).describe('Run checks that wait for minutes'),
    })
    .prefault({}),
  requestStateSeconds: z
    .number()
    .min(0.1)
    .max(86_400)
    .optional()
    .describe('How long a requestState is good for; a check waits a little longer and presents it then'),
  soakSeconds: z.int().min(0).max(86_400).default(0).describe('How long a steady load may be kept up; 0: not at all'),
  consistency: consistencySchema.prefault({}).describe('For the consistency suite: what writes and what reads it back'),
  fuzz: fuzzSettingsSchema.prefault({}).describe('For the fuzz suite: how much and how long'),
  security: securitySettingsSchema.optional().describe('For the security suite'),
  process: processSettingsSchema.prefault({}).describe('For the process suite'),
  exclude: z.array(excludeSchema).max(500).default([]).describe('Checks that are not to be run, each with a reason'),
});
export type SuiteInputs = z.infer<typeof suiteInputsSchema>;

/** What is known of a server whose user told nothing. */
export const noInputs: SuiteInputs = suiteInputsSchema.parse({});

const headerNameSchema = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/, 'no name of an HTTP header');
const variableNameSchema = z.string().regex(/^[A-Za-z_]\w{0,200}$/, 'no name of an environment variable');
const valueSchema = z.string().max(20_000).describe('A value; ${NAME} stands for a variable of the environment');

/** A file that says what to test, how, and what only the user knows about the server. YAML or JSON. */
export const suiteFileSchema = suiteInputsSchema
  .extend({
    $schema: z.string().optional().describe('For editors'),
    version: z.literal(1).default(1).describe('Of this format'),
    name: z.string().min(1).max(200).optional().describe('Stands in reports'),
    suites: z
      .array(z.enum(['conformance', 'functional', 'interop', 'official', 'fuzz', 'consistency', 'process', 'security']))
      .min(1)
      .optional()
      .describe('What to run. Default: conformance, and functional where there are cases'),
    target: z
      .union([
        z.strictObject({
          command: z.string().min(1).max(4_000).describe('Program that starts a stdio server; never a shell line'),
          args: z.array(z.string().max(20_000)).max(500).default([]),
          cwd: z.string().max(4_000).optional().describe('Relative to this file'),
        }),
        z.strictObject({ url: z.url({ protocol: /^https?$/ }).describe('Of a server that is reached by HTTP') }),
      ])
      .optional()
      .describe('The server, where the command line names none'),
    headers: z.record(headerNameSchema, valueSchema).default({}).describe('Sent with every request'),
    env: z.record(variableNameSchema, valueSchema).default({}).describe('Environment of the server'),
    auth: oauthSchema.optional().describe('How to get the token that is sent with every request'),
    transport: z.enum(['streamable-http', 'http-sse']).optional(),
    revisions: z
      .array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a revision is a date such as 2025-11-25'))
      .max(10)
      .default([])
      .describe('Only these; default: all the server speaks'),
    only: z.array(z.string().min(1).max(100)).max(500).default([]).describe('Only these checks; * stands for anything'),
    timeouts: z
      .strictObject({
        requestMs: z.int().min(100).max(600_000).optional().describe('For one answer. Default 5000'),
        checkMs: z.int().min(1_000).max(3_600_000).optional().describe('For one check. Default 30000'),
        runMs: z.int().min(1_000).max(86_400_000).optional().describe('For the whole run. Default 300000'),
      })
      .prefault({}),
    cases: functionalCasesSchema.default([]).describe('Functional cases'),
    load: loadProfileSchema.optional().describe('For mcp-lab bench'),
    chaos: chaosExperimentSchema.optional().describe('For mcp-lab chaos'),
  })
  .describe('A suite file of MCP Reliability Lab');
export type SuiteFile = z.infer<typeof suiteFileSchema>;

/** The part of a suite file that checks may ask for. */
export function inputsOf(suite: SuiteFile): SuiteInputs {
  const names = Object.keys(suiteInputsSchema.shape);
  return suiteInputsSchema.parse(Object.fromEntries(Object.entries(suite).filter(([name]) => names.includes(name))));
}
