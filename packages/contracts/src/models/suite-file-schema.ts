import { z } from 'zod';
import { suiteFileSchema } from './suite-file.ts';

/** The JSON Schema (2020-12) of suite files, for editors and for whoever writes them by program. */
export function suiteFileJsonSchema(): Record<string, unknown> {
  return { $id: 'https://mcp-lab.invalid/suite-file.schema.json', ...z.toJSONSchema(suiteFileSchema, { io: 'input' }) };
}
