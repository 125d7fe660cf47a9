import { DatabaseOpenError, SchemaMismatchError } from '@mcp-lab/core';
import { ConfigError, configExitCode } from '../config/config-error.ts';
import { StartError } from './start-error.ts';

/** What to tell the person who started the lab, without a stack; null when it is a bug. */
export function explainStartFailure(error: unknown): { message: string; exitCode: number } | null {
  if (error instanceof ConfigError) {
    return { message: `The configuration cannot be used.\n  ${error.problems.join('\n  ')}`, exitCode: configExitCode };
  }
  if (error instanceof StartError || error instanceof DatabaseOpenError || error instanceof SchemaMismatchError) {
    return { message: error.message, exitCode: 1 };
  }
  return null;
}
