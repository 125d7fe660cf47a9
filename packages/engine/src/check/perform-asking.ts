import type { CallRole, SuiteInputs } from '@mcp-lab/contracts';
import { followRounds, type JsonObject, type Session } from '@mcp-lab/wire';
import { answerQuestions } from '../surface/answer-question.ts';
import { callTool, mirroredHeaders } from '../surface/call-tool.ts';
import type { Tour } from './check.ts';

export const askingRoles = [
  'elicitsForm',
  'elicitsUrl',
  'samples',
  'listsRoots',
  'keepsState',
] as const satisfies CallRole[];
const maxRounds = 6;

/**
 * The calls that are known to ask the client for something, each made once, and what is asked answered obligingly. The
 * session has to declare what may be asked and, in the legacy era, to answer.
 */
export async function performAsking(session: Session, tour: Pick<Tour, 'tools'>, inputs: SuiteInputs): Promise<void> {
  for (const role of askingRoles) {
    const named = inputs.calls[role];
    if (named === undefined || session.closed) continue;
    const call = { name: named.tool, arguments: named.arguments as JsonObject };
    if (session.era === 'legacy') await callTool(session, tour.tools, call);
    else {
      const headers = mirroredHeaders(session, tour.tools, call);
      await followRounds(session, 'tools/call', call, answerQuestions, { headers, maxRounds });
    }
  }
}
