import { capabilityShape, contentShapes } from './content-shapes.ts';
import { inputShapes } from './input-shapes.ts';
import { logLevel } from './legacy-vocabulary.ts';
import { listShapes } from './list-shapes.ts';
import {
  any,
  boolean,
  either,
  fields,
  integer,
  list,
  natural,
  number,
  object,
  record,
  requestId,
  type Shape,
  string,
  uri,
  words,
} from './shape.ts';
import type { ParamsShape, Vocabulary } from './vocabulary.ts';

const prefix = 'io.modelcontextprotocol/';

/** What servers send at 2026-07-28. */
export function modernVocabulary(): Vocabulary {
  const content = contentShapes('2026-07-28');
  const listed = listShapes(content);
  const serverInfo = { [`${prefix}serverInfo`]: content.implementation };
  const optional = { _meta: fields({}, serverInfo) };
  const result = { resultType: string };
  const cacheable = { ...result, cacheScope: words('private', 'public'), ttlMs: natural };
  const page = { ...optional, nextCursor: string };
  const completion = fields({ values: list(string, 100) }, { hasMore: boolean, total: integer });
  const callResult = fields(
    { ...result, content: list(content.contentBlock) },
    { ...optional, isError: boolean, structuredContent: any },
  );
  return {
    results: {
      'server/discover': fields(
        { ...cacheable, capabilities: capabilityShape(content.since), supportedVersions: list(string) },
        { ...optional, instructions: string },
      ),
      'tools/list': fields({ ...cacheable, tools: list(listed.tool) }, page),
      'tools/call': callResult,
      'resources/list': fields({ ...cacheable, resources: list(content.resource) }, page),
      'resources/templates/list': fields({ ...cacheable, resourceTemplates: list(listed.resourceTemplate) }, page),
      'resources/read': fields({ ...cacheable, contents: list(content.resourceContents) }, optional),
      'prompts/list': fields({ ...cacheable, prompts: list(listed.prompt) }, page),
      'prompts/get': fields({ ...result, messages: list(listed.promptMessage) }, { ...optional, description: string }),
      'completion/complete': fields({ ...result, completion }, optional),
      'subscriptions/listen': fields({
        ...result,
        _meta: fields({ [`${prefix}subscriptionId`]: requestId }, serverInfo),
      }),
    },
    inputRequired: inputRequiredResult(content, listed.tool, optional),
    anyResult: fields(result, optional),
    notifications: notifications(),
    anyNotification: { params: object, required: false },
    requests: {},
    anyRequest: { params: object, required: false },
    errors: {
      [-32021]: fields({ data: fields({ requiredCapabilities: clientCapabilities }) }),
      [-32022]: fields({ data: fields({ requested: string, supported: list(string) }) }),
    },
  };
}

/** The server's questions to the client, as the answer to a call. */
function inputRequiredResult(
  content: ReturnType<typeof contentShapes>,
  tool: Shape,
  optional: Record<string, Shape>,
): Shape {
  const input = inputShapes(content, tool, {});
  const question = either(
    fields({ method: words('sampling/createMessage'), params: input.createMessage }),
    fields({ method: words('roots/list') }, { params: fields({}, { _meta: object }) }),
    ...(input.elicit ? [fields({ method: words('elicitation/create'), params: input.elicit })] : []),
  );
  return fields({ resultType: string }, { ...optional, inputRequests: record(question), requestState: string });
}

const clientCapabilities = fields(
  {},
  {
    elicitation: fields({}, { form: object, url: object }),
    experimental: record(object),
    extensions: record(object),
    roots: object,
    sampling: fields({}, { context: object, tools: object }),
  },
);

function notifications(): Vocabulary['notifications'] {
  const meta = { _meta: fields({}, { [`${prefix}subscriptionId`]: requestId }) };
  const plain: ParamsShape = { params: fields({}, meta), required: false };
  const must = (params: Shape): ParamsShape => ({ params, required: true });
  const filter = fields(
    {},
    {
      promptsListChanged: boolean,
      resourceSubscriptions: list(string),
      resourcesListChanged: boolean,
      toolsListChanged: boolean,
    },
  );
  return {
    'notifications/cancelled': must(fields({ requestId }, { ...meta, reason: string })),
    'notifications/progress': must(
      fields({ progress: number, progressToken: requestId }, { ...meta, message: string, total: number }),
    ),
    'notifications/message': must(fields({ data: any, level: logLevel }, { ...meta, logger: string })),
    'notifications/subscriptions/acknowledged': must(fields({ notifications: filter }, meta)),
    'notifications/resources/updated': must(fields({ uri }, meta)),
    'notifications/resources/list_changed': plain,
    'notifications/tools/list_changed': plain,
    'notifications/prompts/list_changed': plain,
  };
}
