import type { Endpoint, EndpointInput, EndpointOutput } from '../endpoint.ts';
import { type Endpoints, endpoints } from '../endpoints/index.ts';
import { LabError } from '../lab-error.ts';
import { problemSchema } from '../problem.ts';

export interface LabClientOptions {
  /** Origin of the api, for example `http://localhost:8000`; '' in a page served from the same origin. */
  baseUrl: string;
  /** Called for each request that is not public; null sends none. */
  accessToken?: () => string | null | Promise<string | null>;
  /** `include` in browsers so that the refresh cookie travels. */
  credentials?: 'include' | 'same-origin' | 'omit';
  fetch?: typeof fetch;
}

type Call<E> = keyof EndpointInput<E> extends never
  ? (input?: Record<never, never>, options?: CallOptions) => Promise<EndpointOutput<E>>
  : (input: EndpointInput<E>, options?: CallOptions) => Promise<EndpointOutput<E>>;

export interface CallOptions {
  signal?: AbortSignal;
  /** Makes a repeated write answer what the first one answered. */
  idempotencyKey?: string;
}

/** One method an endpoint, under its operation id. Errors are `LabError` with the server's code, or `unavailable` when nothing answered. */
export type LabClient = { [Id in keyof Endpoints]: Call<Endpoints[Id]> };

interface AnyInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export function endpointUrl(baseUrl: string, endpoint: Endpoint, input: AnyInput): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  const search = query.size === 0 ? '' : `?${query}`;
  return `${baseUrl}${endpoint.root ? '' : '/api'}${path}${search}`;
}

/** The attachment as the service gave it. The name is there where the browser lets a page see the header. */
async function readFile(response: Response): Promise<unknown> {
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download';
  return { name, contentType: response.headers.get('content-type') ?? '', content: await response.text() };
}

async function readError(response: Response): Promise<LabError> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (!problem.success) {
    return new LabError('unavailable', `The lab answered with HTTP ${response.status} and no explanation.`);
  }
  const retryAfter = Number(response.headers.get('retry-after'));
  return new LabError(problem.data.code, problem.data.detail, {
    issues: problem.data.issues,
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
  });
}

export function createLabClient(options: LabClientOptions): LabClient {
  const send = options.fetch ?? fetch;

  async function call(endpoint: Endpoint, input: AnyInput, callOptions: CallOptions): Promise<unknown> {
    const headers: Record<string, string> = { accept: endpoint.download ? '*/*' : 'application/json' };
    const token = endpoint.access === 'public' ? null : await options.accessToken?.();
    if (token) headers.authorization = `Bearer ${token}`;
    if (endpoint.body) headers['content-type'] = 'application/json';
    if (callOptions.idempotencyKey) headers['idempotency-key'] = callOptions.idempotencyKey;
    let response: Response;
    try {
      response = await send(endpointUrl(options.baseUrl, endpoint, input), {
        method: endpoint.method,
        headers,
        body: endpoint.body ? JSON.stringify(input.body ?? {}) : undefined,
        credentials: options.credentials,
        signal: callOptions.signal,
      });
    } catch (error) {
      if (callOptions.signal?.aborted) throw error;
      throw new LabError('unavailable', 'The lab does not answer. Is it running, and is the address right?');
    }
    // /ready answers 503 with its normal body: which part is not ready is the point of asking.
    if (!response.ok && !(endpoint.root && response.status === 503)) throw await readError(response);
    return endpoint.response.parse(endpoint.download ? await readFile(response) : await response.json());
  }

  return Object.fromEntries(
    Object.entries(endpoints).map(([id, endpoint]) => [
      id,
      (input: AnyInput = {}, callOptions: CallOptions = {}) => call(endpoint as Endpoint, input, callOptions),
    ]),
  ) as unknown as LabClient;
}
