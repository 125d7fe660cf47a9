import { type Access, type Endpoint, type ErrorCode, endpoints, errorCodes, problemSchema } from '@mcp-lab/contracts';
import { z } from 'zod';
import { type JsonSchema, SchemaPrinter } from './openapi-schemas.ts';

const tagTexts: Record<string, string> = {
  system: 'Is it alive, can it serve, what is it made of',
  auth: 'Signing in, sessions and the WebSocket ticket',
  users: 'Who may use the lab',
  servers: 'MCP servers: define, start, watch',
  tests: 'Saved tests',
  benchmarks: 'Saved loads, what their runs measured, comparisons and leaderboards',
  runs: 'Executions of a test with their results and evidence',
  checks: 'The catalogue of checks, and the format of suite files',
  metrics: 'Time series',
  alerts: 'What the lab noticed',
};

const idempotencyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any string of the caller: for 24 h the same key and body get the same answer again, and nothing happens twice.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** OpenAPI 3.1 of every endpoint in contracts. */
export function buildOpenApiDocument(options: { version: string; serverUrl: string }): JsonSchema {
  const printer = new SchemaPrinter();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [id, endpoint] of Object.entries(endpoints) as [string, Endpoint][]) {
    const path = endpoint.root ? endpoint.path : `/api${endpoint.path}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describeOperation(id, endpoint, printer) };
  }
  const problem = printer.printOutput(problemSchema);
  const tags = [...new Set(Object.values(endpoints).map((endpoint) => endpoint.tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'MCP Reliability Lab',
      version: options.version,
      description:
        'Runs, tests and watches MCP servers. Errors are RFC 9457 problem details with a stable `code`. Lists take `limit` and `cursor` and answer `items` and `nextCursor`. Answers carry `RateLimit` headers. Live data comes over the WebSocket at `/ws`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: options.serverUrl }],
    tags: tags.map((name) => ({ name, description: tagTexts[name] ?? '' })),
    paths,
    components: {
      schemas: { ...printer.components },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The access token of POST /api/auth/login',
        },
      },
      responses: { Problem: { description: 'An error', content: { 'application/problem+json': { schema: problem } } } },
    },
  };
}

function describeOperation(id: string, endpoint: Endpoint, printer: SchemaPrinter): JsonSchema {
  const isWrite = endpoint.method !== 'GET';
  const parameters = [
    ...describeParameters('path', endpoint.params, printer),
    ...describeParameters('query', endpoint.query, printer),
    ...(isWrite ? [idempotencyHeader] : []),
  ];
  return {
    operationId: id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: [endpoint.description, describeAccess(endpoint.access)].filter(Boolean).join('\n\n'),
    'x-access': endpoint.access,
    security: endpoint.access === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(endpoint.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: printer.printInput(endpoint.body) } },
          },
        }),
    responses: {
      [endpoint.status ?? 200]: {
        description: 'Success',
        content: endpoint.download
          ? { '*/*': { schema: { type: 'string', format: 'binary' } } }
          : { 'application/json': { schema: printer.printOutput(endpoint.response) } },
      },
      ...describeErrors(endpoint),
    },
  };
}

function describeAccess(access: Access): string {
  if (access === 'public') return 'Nobody needs to be signed in.';
  if (access === 'authenticated') return 'Any signed-in user.';
  return `Needs the permission \`${access}\`.`;
}

function describeParameters(
  place: 'path' | 'query',
  schema: z.ZodType | undefined,
  printer: SchemaPrinter,
): JsonSchema[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const printed = printer.printInput(schema) as { properties?: Record<string, JsonSchema>; required?: string[] };
  return Object.entries(printed.properties ?? {}).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || (printed.required?.includes(name) ?? false),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

/** Which errors an endpoint can answer with, by status, with their codes. */
function describeErrors(endpoint: Endpoint): Record<string, JsonSchema> {
  const codes: ErrorCode[] = ['rate-limited', 'internal', 'unavailable'];
  if (endpoint.params || endpoint.query || endpoint.body) codes.push('invalid-input');
  if (endpoint.body) codes.push('malformed-body', 'payload-too-large', 'unsupported-media-type', 'conflict');
  if (endpoint.access !== 'public') codes.push('unauthenticated', 'session-revoked');
  if (endpoint.access !== 'public' && endpoint.access !== 'authenticated') codes.push('forbidden');
  if (endpoint.params) codes.push('not-found');
  const byStatus: Record<string, JsonSchema> = {};
  for (const status of new Set(codes.map((code) => errorCodes[code].status))) {
    const named = codes.filter((code) => errorCodes[code].status === status);
    byStatus[status] = {
      description: named.map((code) => `\`${code}\`: ${errorCodes[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return byStatus;
}
