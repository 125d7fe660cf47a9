import { readFileSync } from 'node:fs';
import { type ImportFormat, LabError } from '@mcp-lab/contracts';
import type { RawConfig } from '@mcp-lab/engine';
import { parseConfig } from '@mcp-lab/engine/client-config/index';
import { UsageError } from '../usage-error.ts';

/** Reads a config file. A text: why it is none. Throws UsageError when there is no such file. */
export function readConfig(file: string, format: ImportFormat | undefined): RawConfig | string {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return parseConfig(content, format === undefined ? { file } : { file, format });
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return error.details?.issues?.[0]?.message ?? error.message;
  }
}
