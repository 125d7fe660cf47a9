import { type ChaosExperiment, faultKinds } from '@mcp-lab/contracts';
import type { Target } from '@mcp-lab/wire';
import { findHypothesisIssue } from './hypothesis.ts';

export interface ExperimentIssue {
  /** For example `faults.0`. */
  path: string;
  message: string;
}

/** What is wrong with an experiment on this server: to be asked before anything is sent to it. */
export function findExperimentIssues(experiment: ChaosExperiment, { kind }: Pick<Target, 'kind'>): ExperimentIssue[] {
  const { mine, mix, steady, during, faults } = experiment;
  const issues: ExperimentIssue[] = [];
  if (kind === 'http' && !mine) {
    issues.push({
      path: 'mine',
      message:
        'faults are only brought about on a server that the lab starts itself or that you mark as yours: --mine, or mine: true in the experiment',
    });
  }
  for (const [index, { tool, method }] of mix.entries()) {
    if ((tool === undefined) === (method === undefined)) {
      issues.push({ path: `mix.${index}`, message: 'name either a tool or a method' });
    }
  }
  for (const [name, expressions] of Object.entries({ steady, during })) {
    for (const [index, expression] of expressions.entries()) {
      const message = findHypothesisIssue(expression);
      if (message !== undefined) issues.push({ path: `${name}.${index}`, message: `${expression}: ${message}` });
    }
  }
  for (const [index, fault] of faults.entries()) {
    const { transports } = faultKinds[fault.kind];
    const applies = kind === 'stdio' ? transports.includes('stdio') : transports.some((name) => name !== 'stdio');
    if (!applies) {
      const message = `${fault.kind} does not apply to ${kind === 'stdio' ? 'stdio' : 'a server that is reached by URL'}: it is for ${transports.join(' and ')}`;
      issues.push({ path: `faults.${index}`, message });
    }
  }
  return issues;
}
