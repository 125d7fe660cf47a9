import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { resultsInRun } from '../lifecycle/results-in-run.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxOnlyToolsCallCheck: Check = {
  id: 'taskx-only-tools-call',
  area: 'tasks',
  title: 'Only the call of a tool is answered with a task',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  spec: 'seps/2663-tasks-extension#supported-methods',
  fix: 'Use resultType "task" in answers to tools/call only.',
  run(context) {
    const wording = { subjects: 'results', sound: 'are tasks for calls of tools at most' };
    return judgeEach(context, resultsInRun(context), wording, ({ method, result }) =>
      result.resultType === 'task' && method !== 'tools/call'
        ? `${method} was answered with resultType "task": ${quoteJson(result)}`
        : undefined,
    );
  },
};
