import { z } from 'zod';

export const idSchema = z.string().min(1).max(64).describe('Identifier');
/** Epoch milliseconds. */
export const timestampSchema = z.int().nonnegative().describe('Epoch milliseconds');
export const nameSchema = z.string().trim().min(1).max(120);

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export const emptySchema = z.strictObject({});
export const idParamsSchema = z.strictObject({ id: idSchema });
/** Any JSON. One instance for all, so that printed schemas refer to it by name instead of repeating it. */
export const jsonValueSchema = z.json().register(z.globalRegistry, { id: 'JsonValue' });
export const queryBooleanSchema = z.enum(['true', 'false']).transform((value) => value === 'true');
