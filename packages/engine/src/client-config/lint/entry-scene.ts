import type { ClientFormat } from '../client-formats.ts';
import type { ProblemLevel } from '../config-problem.ts';
import type { RawConfig, RawEntry } from '../raw-config.ts';
import type { SharedEntry } from '../shared-entry.ts';

export type Report = (
  rule: string,
  level: ProblemLevel,
  path: readonly (string | number)[],
  message: string,
  fix: string,
) => void;

/** What a rule about one entry looks at. */
export interface EntryScene {
  config: RawConfig;
  client: ClientFormat;
  entry: RawEntry;
  shared: SharedEntry;
  environment: Readonly<Record<string, string | undefined>> | undefined;
  platform: NodeJS.Platform;
  report: Report;
}
