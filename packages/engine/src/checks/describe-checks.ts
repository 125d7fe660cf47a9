import { type Revision, revisions, type TransportKind } from '@mcp-lab/wire';
import type { Area, Level } from '../check/check.ts';
import { levelOf } from '../check/outcomes.ts';
import { loadChecks } from './load-checks.ts';

/** What is told of a check before it is run. */
export interface CheckDescription {
  id: string;
  area: Area;
  title: string;
  /** At the newest revision it applies to. */
  level: Level;
  /** Where it was another, by revision. */
  otherLevels: Partial<Record<Revision, Level>>;
  revisions: Revision[];
  transports: TransportKind[];
  /** Runs only when side effects are allowed. */
  destructive: boolean;
  /** Judges what was recorded, so that old runs can be judged by it. */
  passive: boolean;
  spec: string;
  fix: string;
}

/** All checks in the order of the catalogue. */
export async function describeChecks(): Promise<CheckDescription[]> {
  const checks = await loadChecks();
  return checks.map((check) => {
    const applicable = revisions.filter((revision) => check.revisions.includes(revision));
    const newest = applicable.at(-1) ?? '2026-07-28';
    const level = levelOf(check, newest);
    const others = applicable.filter((revision) => levelOf(check, revision) !== level);
    return {
      id: check.id,
      area: check.area,
      title: check.title,
      level,
      otherLevels: Object.fromEntries(others.map((revision) => [revision, levelOf(check, revision)])),
      revisions: applicable,
      transports: [...check.transports],
      destructive: check.destructive === true,
      passive: check.isolation === 'tour',
      spec: check.spec,
      fix: check.fix,
    };
  });
}
