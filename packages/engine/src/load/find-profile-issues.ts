import type { LoadProfile } from '@mcp-lab/contracts';
import { parseThreshold, type ThresholdProblem } from './thresholds/parse-threshold.ts';
import { splitObjective } from './thresholds/split-objective.ts';

export interface ProfileIssue {
  /** For example `thresholds.0.expression`. */
  path: string;
  message: string;
}

const maxUsers = 10_000;

/** What is wrong with a profile beyond its shape: to be asked before a server is started. */
export function findProfileIssues(profile: LoadProfile, kind: 'load' | 'soak' = 'load'): ProfileIssue[] {
  const { mix, executor, thinkTimeMs, thresholds } = profile;
  const issues: ProfileIssue[] = [];
  const add = (path: string, message: string) => issues.push({ path, message });
  for (const [index, { tool, method }] of mix.entries()) {
    if ((tool === undefined) === (method === undefined)) add(`mix.${index}`, 'name either a tool or a method');
  }
  for (const [index, threshold] of thresholds.entries()) {
    const reading = parseThreshold(threshold);
    if (reading.ok) issues.push(...missingCall(reading.threshold.call, mix, `thresholds.${index}.metric`));
    else add(`thresholds.${index}.${reading.problem.part}`, say(reading.problem, threshold));
  }
  if (executor.type === 'find-knee') {
    if (executor.startRate > executor.maxRate) add('executor.startRate', 'is above maxRate');
    for (const [index, text] of executor.objective.entries()) {
      const path = `executor.objective.${index}`;
      const parts = splitObjective(text);
      const reading = parts === undefined ? undefined : parseThreshold(parts);
      if (parts === undefined || reading === undefined) add(path, 'write it as metric: expression');
      else if (reading.ok) issues.push(...missingCall(reading.threshold.call, mix, path));
      else add(path, say(reading.problem, parts));
    }
  }
  if (executor.type === 'ramping-vus') {
    for (const [index, { target }] of executor.stages.entries()) {
      if (target > maxUsers) add(`executor.stages.${index}.target`, `more than ${maxUsers} users`);
    }
  }
  const isOpen = ['constant-arrival-rate', 'ramping-arrival-rate', 'find-knee'].includes(executor.type);
  if (thinkTimeMs.min > thinkTimeMs.max) add('thinkTimeMs', 'min is above max');
  if (isOpen && thinkTimeMs.max > 0) {
    add('thinkTimeMs', `users do not pause where ${executor.type} says when calls start`);
  }
  if (kind === 'soak' && executor.type !== 'constant-vus' && executor.type !== 'constant-arrival-rate') {
    add('executor.type', 'a soak is a steady load: constant-vus or constant-arrival-rate');
  }
  return issues;
}

function say({ part, column, message }: ThresholdProblem, source: { metric: string; expression: string }): string {
  return `"${source[part]}", column ${column}: ${message}`;
}

function missingCall(call: string | null, mix: LoadProfile['mix'], path: string): ProfileIssue[] {
  const names = mix.map(({ name, tool, method }) => name ?? tool ?? method ?? '');
  const isKnown = call === null || names.length === 0 || names.some((name) => name === call || /\$(n|vu)/.test(name));
  return isKnown
    ? []
    : [{ path, message: `no call of the mix is named "${call}"; there are ${names.slice(0, 20).join(', ')}` }];
}
