import type { z } from 'zod';
import type { Permission } from './permission.ts';

/** `public`: nobody needs to be signed in. `authenticated`: any signed-in user. Else the permission. */
export type Access = 'public' | 'authenticated' | Permission;

/**
 * An endpoint as plain data. The server binds it, OpenAPI is printed from it, the client is derived from it.
 * Paths are below `/api` unless `root` is set; parameters are written `{id}`.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  root?: boolean;
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  params?: Params;
  query?: Query;
  body?: Body;
  response: Response;
  /** Default 200. */
  status?: number;
  /** Answers an attachment; the response schema is `fileSchema`. */
  download?: boolean;
}

export function defineEndpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Response extends z.ZodType = z.ZodType,
>(endpoint: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response> {
  return endpoint;
}

type InputPart<Key extends string, Schema, Side extends 'input' | 'output'> = Schema extends z.ZodUndefined
  ? unknown
  : Schema extends z.ZodType
    ? { [K in Key]: Side extends 'input' ? z.input<Schema> : z.output<Schema> }
    : unknown;

/** What a caller hands over, before defaults. */
export type EndpointInput<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? InputPart<'params', P, 'input'> & InputPart<'query', Q, 'input'> & InputPart<'body', B, 'input'>
    : never;

/** What a service receives, after parsing. */
export type EndpointParsed<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? InputPart<'params', P, 'output'> & InputPart<'query', Q, 'output'> & InputPart<'body', B, 'output'>
    : never;

export type EndpointOutput<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;
