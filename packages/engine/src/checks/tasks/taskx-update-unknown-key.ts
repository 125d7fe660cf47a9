import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { unknownKey } from '../../check/perform-tasks.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { resultsOf } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxUpdateUnknownKeyCheck: Check = {
  id: 'taskx-update-unknown-key',
  area: 'tasks',
  title: 'An answer to a question that is not open is ignored',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-update-requests',
  fix: 'Let keys that were never used, or were answered already, pass, and acknowledge the update.',
  run(context) {
    const strange = resultsOf(context, 'tasks/update').filter(
      ({ params }) => isJsonObject(params.inputResponses) && unknownKey in params.inputResponses,
    );
    const wording = { subjects: 'updates with a key nobody asked for', sound: 'were acknowledged' };
    return judgeTasks(context, 'taskAsks', strange, wording, ({ result, error }) =>
      result === undefined ? `expected it to be ignored, got ${quoteJson(error)}` : undefined,
    );
  },
};
