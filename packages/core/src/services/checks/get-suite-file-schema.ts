import { suiteFileJsonSchema } from '@mcp-lab/contracts';
import type { Service } from '../services.ts';

export const getSuiteFileSchema: Service<'getSuiteFileSchema'> = async () => suiteFileJsonSchema();
