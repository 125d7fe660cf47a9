import type { Revision } from '@mcp-lab/wire';
import { type ContentShapes, capabilityShape, contentShapes, when } from './content-shapes.ts';
import { inputShapes } from './input-shapes.ts';
import { listShapes } from './list-shapes.ts';
import {
  any,
  boolean,
  both,
  either,
  fields,
  integer,
  list,
  number,
  object,
  requestId,
  type Shape,
  string,
  uri,
  words,
} from './shape.ts';
import type { ParamsShape, Vocabulary } from './vocabulary.ts';

export const logLevel = words('alert', 'critical', 'debug', 'emergency', 'error', 'info', 'notice', 'warning');

/** What servers send at a revision that opens with `initialize`. */
export function legacyVocabulary(revision: Revision): Vocabulary {
  const content = contentShapes(revision);
  const { since } = content;
  const result = { _meta: object };
  const listed = listShapes(content);
  const withTasks = since('2025-11-25');
  const callResult = fields(
    { content: list(content.contentBlock) },
    { ...result, isError: boolean, ...when(since('2025-06-18'), { structuredContent: object }) },
  );
  const page = { ...result, nextCursor: string };
  return {
    results: {
      initialize: fields(
        { protocolVersion: string, capabilities: capabilityShape(since), serverInfo: content.implementation },
        { ...result, instructions: string },
      ),
      'tools/list': fields({ tools: list(listed.tool) }, page),
      'tools/call': withTasks ? either(callResult, fields({ task }, result)) : callResult,
      'resources/list': fields({ resources: list(content.resource) }, page),
      'resources/templates/list': fields({ resourceTemplates: list(listed.resourceTemplate) }, page),
      'resources/read': fields({ contents: list(content.resourceContents) }, result),
      'prompts/list': fields({ prompts: list(listed.prompt) }, page),
      'prompts/get': fields({ messages: list(listed.promptMessage) }, { ...result, description: string }),
      'completion/complete': fields(
        { completion: fields({ values: list(string) }, { hasMore: boolean, total: integer }) },
        result,
      ),
      ...(withTasks ? taskResults : {}),
    },
    anyResult: fields({}, result),
    notifications: notifications(content),
    anyNotification: { params: paramsWithMeta(!withTasks), required: false },
    requests: requests(content, listed.tool),
    anyRequest: { params: withTasks ? object : requestParams, required: false },
    errors: withTasks ? { [-32042]: urlElicitationError(content, listed.tool) } : {},
  };
}

const task = fields(
  {
    createdAt: string,
    lastUpdatedAt: string,
    status: words('cancelled', 'completed', 'failed', 'input_required', 'working'),
    taskId: string,
    ttl: either(integer, { kind: 'null' }),
  },
  { pollInterval: integer, statusMessage: string },
);

const taskResults = {
  'tasks/get': both(fields({}, { _meta: object }), task),
  'tasks/cancel': both(fields({}, { _meta: object }), task),
  'tasks/list': fields({ tasks: list(task) }, { _meta: object, nextCursor: string }),
};

const requestMeta = { _meta: fields({}, { progressToken: requestId }) };
const requestParams = fields({}, requestMeta);

/** Up to 2025-06-18 the generic notification already says what `_meta` is. */
function paramsWithMeta(hasMeta: boolean): Shape {
  return hasMeta ? fields({}, { _meta: object }) : object;
}

function notifications({ since }: ContentShapes): Vocabulary['notifications'] {
  const withTasks = since('2025-11-25');
  const plain: ParamsShape = { params: fields({}, { _meta: object }), required: false };
  const must = (params: Shape): ParamsShape => ({ params, required: true });
  return {
    'notifications/cancelled': must(
      fields(withTasks ? {} : { requestId }, { _meta: object, reason: string, ...when(withTasks, { requestId }) }),
    ),
    'notifications/progress': must(
      fields(
        { progress: number, progressToken: requestId },
        { _meta: object, total: number, ...when(since('2025-03-26'), { message: string }) },
      ),
    ),
    'notifications/message': must(fields({ data: any, level: logLevel }, { _meta: object, logger: string })),
    'notifications/resources/updated': must(fields({ uri }, { _meta: object })),
    'notifications/resources/list_changed': plain,
    'notifications/tools/list_changed': plain,
    'notifications/prompts/list_changed': plain,
    ...(withTasks
      ? {
          'notifications/tasks/status': must(both(fields({}, { _meta: object }), task)),
          'notifications/elicitation/complete': must(fields({ elicitationId: string })),
        }
      : {}),
  };
}

function requests(content: ContentShapes, tool: Shape): Vocabulary['requests'] {
  const { since } = content;
  const withTasks = since('2025-11-25');
  const common = { ...requestMeta, ...when(withTasks, { task: fields({}, { ttl: integer }) }) };
  const input = inputShapes(content, tool, common);
  const ofTask: ParamsShape = { params: fields({ taskId: string }), required: true };
  const plain: ParamsShape = { params: requestParams, required: false };
  return {
    ping: plain,
    'roots/list': plain,
    'sampling/createMessage': { params: input.createMessage, required: true },
    ...(input.elicit ? { 'elicitation/create': { params: input.elicit, required: true } } : {}),
    ...(withTasks
      ? {
          'tasks/get': ofTask,
          'tasks/result': ofTask,
          'tasks/cancel': ofTask,
          'tasks/list': { params: fields({}, { ...requestMeta, cursor: string }), required: false },
        }
      : {}),
  };
}

function urlElicitationError(content: ContentShapes, tool: Shape): Shape {
  const common = { ...requestMeta, task: fields({}, { ttl: integer }) };
  return fields({ data: fields({ elicitations: list(inputShapes(content, tool, common).elicitUrl) }) });
}
