import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxInputKeysUniqueCheck: Check = {
  id: 'taskx-input-keys-unique',
  area: 'tasks',
  title: 'A task uses each key for one question only',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-update-requests',
  fix: 'Give every question a key that the task has not used before, for example with a number in it.',
  run(context) {
    const asking = sightingsInRun(context).filter(({ task }) => isJsonObject(task.inputRequests));
    const questions = new Map<string, string>();
    const wording = { subjects: 'waiting tasks in messages', sound: 'use no key twice' };
    return judgeTasks(context, 'taskAsks', asking, wording, ({ task: { taskId, inputRequests } }) => {
      for (const [key, question] of Object.entries(isJsonObject(inputRequests) ? inputRequests : {})) {
        const place = JSON.stringify([taskId, key]);
        const text = JSON.stringify(question);
        const known = questions.get(place) ?? text;
        questions.set(place, known);
        if (known !== text)
          return `the key ${quoteJson(key)} stood for ${known.slice(0, 80)} and then for ${text.slice(0, 80)}`;
      }
      return undefined;
    });
  },
};
