import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { faultOfAck } from './fault-of-ack.ts';
import { judgeTasks } from './judge-tasks.ts';
import { resultsOf } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxUpdateAckCheck: Check = {
  id: 'taskx-update-ack',
  area: 'tasks',
  title: 'tasks/update is acknowledged with an empty result',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-update-requests',
  fix: 'Answer tasks/update with resultType "complete" and nothing else.',
  run(context) {
    const acknowledged = resultsOf(context, 'tasks/update').filter(({ result }) => result !== undefined);
    const wording = { subjects: 'answers to tasks/update', sound: 'are empty and complete' };
    return judgeTasks(context, 'taskAsks', acknowledged, wording, ({ result }) => faultOfAck(result));
  },
};
