import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { validateServerFrame } from '../../revision/validate-server-frame.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { everyTransport } from './applies-to.ts';
import { quoteJson } from './quote.ts';
import { isServerRequest, serverMessages } from './server-messages.ts';

export const s2cRequestValidCheck: Check = {
  id: 's2c-request-valid',
  area: 'jsonrpc',
  title: 'Requests of the server have ids of their own and valid parameters',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'basic/index#requests',
  fix: 'Count up an id for every request to the client, and build its params by the schema of the revision that was negotiated.',
  run(context) {
    const requests = serverMessages(context).filter(({ message }) => isServerRequest(message));
    const seen = new Set<string>();
    const wording = { subjects: 'server requests', sound: 'are valid and use each id once' };
    return judgeQuestions(
      context,
      ['elicitsForm', 'samples', 'listsRoots', 'elicitsUrl'],
      requests,
      wording,
      ({ frame, message }) => {
        const { id } = message;
        if (typeof id !== 'string' && !Number.isInteger(id))
          return `the id is ${quoteJson(id)} in ${quoteJson(message)}`;
        const key = `${frame.connection} ${JSON.stringify(id)}`;
        if (seen.has(key)) return `the id ${quoteJson(id)} was used before on this connection`;
        seen.add(key);
        const { errors } = validateServerFrame(context.revision, message);
        return errors.length === 0 ? undefined : `${errors.slice(0, 2).join('; ')} in ${quoteJson(message)}`;
      },
    );
  },
};
