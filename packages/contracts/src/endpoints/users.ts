import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { emptySchema, idParamsSchema, nameSchema, pageOf, pageQuerySchema } from '../models/primitives.ts';
import { emailSchema, passwordSchema, userSchema } from '../models/user.ts';
import { roles } from '../permission.ts';

const tag = 'users';

export const userEndpoints = {
  listUsers: defineEndpoint({
    method: 'GET',
    path: '/users',
    tag,
    summary: 'All users',
    access: 'users:manage',
    query: pageQuerySchema.strict(),
    response: pageOf(userSchema),
  }),
  createUser: defineEndpoint({
    method: 'POST',
    path: '/users',
    tag,
    summary: 'Add a user',
    access: 'users:manage',
    body: z.strictObject({ email: emailSchema, name: nameSchema, role: z.enum(roles), password: passwordSchema }),
    response: userSchema,
    status: 201,
  }),
  updateUser: defineEndpoint({
    method: 'PATCH',
    path: '/users/{id}',
    tag,
    summary: 'Change role, name, password or disable a user; the last active admin cannot be demoted or disabled',
    access: 'users:manage',
    params: idParamsSchema,
    body: z
      .strictObject({ name: nameSchema, role: z.enum(roles), disabled: z.boolean(), password: passwordSchema })
      .partial(),
    response: userSchema,
  }),
  deleteUser: defineEndpoint({
    method: 'DELETE',
    path: '/users/{id}',
    tag,
    summary: 'Remove a user; the last active admin cannot be removed',
    access: 'users:manage',
    params: idParamsSchema,
    response: emptySchema,
  }),
} as const;
