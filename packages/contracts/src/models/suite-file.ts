import { z } from 'zod';

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
  dropsStream: 'the server drops the event stream before the answer and expects the client to resume',
  sendsUnrelated: 'makes the server send messages that belong to no request',
} as const;
export type CallRole = keyof typeof callRoles;
const callRoleNames = Object.keys(callRoles) as [CallRole, ...CallRole[]];

/** What has to be made to happen on the server before a notification can be expected. */
export const triggerKinds = {
  toolsListChanged: 'changes the list of tools',
  promptsListChanged: 'changes the list of prompts',
  resourcesListChanged: 'changes the list of resources',
  resourceUpdated: 'changes the content of the resource named in uri',
  taskStatusChanged: 'changes the status of a running task',
} as const;
export type TriggerKind = keyof typeof triggerKinds;
const triggerNames = Object.keys(triggerKinds) as [TriggerKind, ...TriggerKind[]];

const jsonObjectSchema = z.record(z.string(), z.json());

export const toolCallSchema = z.strictObject({
  tool: z.string().min(1).max(512).describe('Name of the tool'),
  arguments: jsonObjectSchema.default({}).describe('Arguments that work'),
});
export type NamedToolCall = z.infer<typeof toolCallSchema>;

const triggerSchema = toolCallSchema
  .extend({ uri: z.string().optional().describe('resourceUpdated: the resource that changes') })
  .describe('A tool call that brings it about; repeating it must bring it about again');

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
  calls: z
    .partialRecord(z.enum(callRoleNames), toolCallSchema)
    .default({})
    .describe('Calls that bring about a behaviour'),
  triggers: z.partialRecord(z.enum(triggerNames), triggerSchema).default({}).describe('How to make a change happen'),
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
  allow: z
    .strictObject({
      sideEffects: z.boolean().default(false).describe('Run checks that may change the state of the server'),
      anyTool: z.boolean().default(false).describe('Call tools that do not declare readOnlyHint'),
      network: z.boolean().default(false).describe('Fetch https resources that the server lists'),
      slow: z.boolean().default(false).describe('Run checks that wait for minutes'),
    })
    .prefault({}),
  exclude: z.array(excludeSchema).max(500).default([]).describe('Checks that are not to be run, each with a reason'),
});
export type SuiteInputs = z.infer<typeof suiteInputsSchema>;

/** What is known of a server whose user told nothing. */
export const noInputs: SuiteInputs = suiteInputsSchema.parse({});
