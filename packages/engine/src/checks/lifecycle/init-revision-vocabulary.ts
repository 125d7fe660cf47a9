import { type JsonObject, legacyRevisions, revisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { validateServerFrame } from '../../revision/validate-server-frame.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { createMethodLookup } from '../jsonrpc/sent-requests.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';

export const initRevisionVocabularyCheck: Check = {
  id: 'init-revision-vocabulary',
  area: 'lifecycle',
  title: 'The negotiated revision is spoken, not a newer one',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/lifecycle#operation',
  fix: 'Keep the negotiated version with the session and send only methods, content and values that it defines.',
  run(context) {
    const ordinary = serverMessages(context).filter(({ frame }) => context.tour.isOrdinary(frame.connection));
    const methodOf = createMethodLookup(context.tour);
    const wording = { subjects: 'messages', sound: `use nothing newer than ${context.revision}` };
    return judgeEach(context, ordinary, wording, (subject) => {
      const anachronism = anachronismIn(context.revision, subject.message, methodOf(subject.frame, subject.message));
      return anachronism && `${anachronism}, in ${quoteJson(subject.message)}`;
    });
  },
};

/** Requests and notifications of servers by the revision that brought them. Those of the first one are not listed. */
const methodsSince: Readonly<Record<string, CheckContext['revision']>> = {
  'elicitation/create': '2025-06-18',
  'tasks/get': '2025-11-25',
  'tasks/result': '2025-11-25',
  'tasks/list': '2025-11-25',
  'tasks/cancel': '2025-11-25',
  'notifications/tasks/status': '2025-11-25',
  'notifications/elicitation/complete': '2025-11-25',
  'notifications/subscriptions/acknowledged': '2026-07-28',
};

function anachronismIn(
  revision: CheckContext['revision'],
  message: JsonObject,
  requestMethod: string | undefined,
): string | undefined {
  const { method, result } = message;
  const since = typeof method === 'string' && Object.hasOwn(methodsSince, method) ? methodsSince[method] : undefined;
  if (since !== undefined && since > revision) return `${String(method)} exists since ${since}`;
  // A result with another type is an additional member to older clients, but what it means is lost on them.
  const resultType =
    typeof result === 'object' && result !== null && 'resultType' in result ? result.resultType : undefined;
  if (resultType === 'input_required') return 'results of type input_required exist since 2026-07-28';
  return newerValueIn(revision, message, requestMethod);
}

/** A value this revision forbids and a newer one allows; what no revision allows is not newer but wrong. */
function newerValueIn(
  revision: CheckContext['revision'],
  message: JsonObject,
  requestMethod: string | undefined,
): string | undefined {
  const { errors } = validateServerFrame(revision, message, requestMethod);
  if (errors.length === 0) return undefined;
  for (const newer of revisions.filter((candidate) => candidate > revision)) {
    const verdict = validateServerFrame(newer, message, requestMethod);
    const stillWrong = verdict.errors.map(pathOf);
    if (!verdict.known || stillWrong.includes(wholeMessage)) continue;
    const allowed = errors.find((error) => !stillWrong.some((path) => overlaps(path, pathOf(error))));
    if (allowed !== undefined) return `${allowed} at ${revision}; ${newer} is the first that allows it`;
  }
  return undefined;
}

const wholeMessage = '';

/** The sentences about faults begin with the path of the member, unless they are about the message as a whole. */
function pathOf(error: string): string {
  return error.startsWith('$.') ? error.slice(0, error.indexOf(' ')) : wholeMessage;
}

function overlaps(left: string, right: string): boolean {
  return left.startsWith(right) || right.startsWith(left);
}
