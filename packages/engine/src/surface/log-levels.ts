import type { JsonValue } from '@mcp-lab/wire';

/** Least severe first. */
export const logLevels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'] as const;
export type LogLevel = (typeof logLevels)[number];

/** In the `_meta` of a modern request: the least severe level it wants to hear of. */
export const logLevelKey = 'io.modelcontextprotocol/logLevel';

export function isLogLevel(value: JsonValue | undefined): value is LogLevel {
  return (logLevels as readonly unknown[]).includes(value);
}

export function isBelow(level: LogLevel, threshold: LogLevel): boolean {
  return logLevels.indexOf(level) < logLevels.indexOf(threshold);
}
