import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { askingRoles } from './call-rounds.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { judgeQuestions } from './judge-questions.ts';
import { inputRequiredResults } from './questions.ts';

export const mrtrKeysUniqueCheck: Check = {
  id: 'mrtr-keys-unique',
  area: 'mrtr',
  title: 'No two questions of a result have the same key',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'basic/patterns/mrtr#server-requirements-basic-workflow',
  fix: 'Give each entry of inputRequests a key of its own; a JSON object with a repeated name loses one of them on the way.',
  run(context) {
    const asking = inputRequiredResults(context).filter(({ result }) => isJsonObject(result.inputRequests));
    const wording = { subjects: 'results with inputRequests', sound: 'use each key once' };
    return judgeQuestions(context, askingRoles, asking, wording, ({ method, frame }) => {
      const text = Buffer.from(frame.raw).toString('utf8');
      const twice = duplicateKeys(text).find((path) => /(?:^|\.)inputRequests\.[^.]*$/.test(path));
      return twice && `${method}: ${twice} stands there twice in ${JSON.stringify(text.slice(0, 160))}`;
    });
  },
};
