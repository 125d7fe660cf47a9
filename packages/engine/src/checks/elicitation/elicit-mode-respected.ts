import { eraOf, type Frame, isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { answerServer } from '../../surface/answer-question.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { callRound, inputRequired, type NamedCall, namedCalls } from '../mrtr/call-rounds.ts';
import { modeOf, nothingAsked } from '../mrtr/questions.ts';

interface Attempt {
  call: NamedCall;
  declared: JsonObject;
  unwanted: 'form' | 'url';
}

export const elicitModeRespectedCheck: Check = {
  id: 'elicit-mode-respected',
  area: 'elicitation',
  title: 'Only the modes of elicitation that the client declared are used',
  level: 'MUST',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'session',
  spec: 'client/elicitation#capabilities',
  fix: 'Look for form and url in the elicitation capability of the client; an empty object means forms only.',
  async run(context) {
    const calls = namedCalls(context, ['elicitsUrl', 'elicitsForm']);
    if (calls.length === 0) return context.needsCall('elicitsUrl');
    // Only of a call that asks in a mode where it may can be said whether it does where it may not.
    const allowed = await Promise.all(calls.map((call) => watchCall(context, call, { form: {}, url: {} })));
    const attempts = calls.flatMap((call, index) => {
      const modes = allowed[index]?.elicitations.map(modeOf) ?? [];
      return attemptsFor(context, call).filter(({ unwanted }) => modes.includes(unwanted));
    });
    if (attempts.length === 0) return nothingAsked(context, ['elicitsUrl', 'elicitsForm']);
    const asked = await Promise.all(attempts.map(({ call, declared }) => watchCall(context, call, declared)));
    for (const [index, { elicitations, answered }] of asked.entries()) {
      const { call, unwanted, declared } = attempts[index] ?? {};
      if (!answered) return context.untestable(`${call?.name} was not answered`);
      const wrong = elicitations.find(({ params }) => modeOf({ params }) === unwanted);
      if (wrong === undefined) continue;
      const reason = `the client declared ${quoteJson({ elicitation: declared ?? {} })}, and ${call?.name} asked in ${unwanted} mode: ${quoteJson(wrong.params)}`;
      return context.violated(reason, wrong.evidence);
    }
    const told = attempts.map(({ call, unwanted }) => `${call.name} without ${unwanted}`);
    return context.passed(`no undeclared mode was used: ${told.join(', ')}`);
  },
};

/** Nothing declared in particular is forms only. In the legacy era each attempt takes a session, so there are fewer. */
function attemptsFor({ revision }: CheckContext, call: NamedCall): Attempt[] {
  if (call.role === 'elicitsForm') return [{ call, declared: { url: {} }, unwanted: 'form' }];
  const forms: JsonObject[] = eraOf(revision) === 'modern' ? [{}, { form: {} }] : [{}];
  return forms.map((declared): Attempt => ({ call, declared, unwanted: 'url' }));
}

/** What a call asks of a client that declares just this, and whether it got an answer in the end. */
async function watchCall(context: CheckContext, call: NamedCall, declared: JsonObject) {
  const capabilities = { elicitation: declared };
  const elicitations: { params: JsonObject; evidence: Frame[] }[] = [];
  const isModern = eraOf(context.revision) === 'modern';
  const session = isModern
    ? await context.shared()
    : await context.open({ clientCapabilities: capabilities, onServerRequest: answerServer });
  const reply = isModern
    ? await callRound(context, session, call, { capabilities })
    : await callTool(session, context.tour.tools, call, { timeoutMs: patienceMs });
  const evidence = replyEvidence(reply);
  for (const question of Object.values(inputRequired(reply)?.inputRequests ?? {})) {
    if (isJsonObject(question) && isJsonObject(question.params))
      elicitations.push({ params: question.params, evidence });
  }
  for (const frame of isModern ? [] : context.transcript.frames) {
    const { connection, direction, json } = frame;
    if (connection !== session.connection || direction !== 'received' || !isJsonObject(json)) continue;
    if (json.method !== 'elicitation/create' || !isJsonObject(json.params)) continue;
    elicitations.push({ params: json.params, evidence: [...reply.sent, frame] });
  }
  return { elicitations, answered: reply.message !== undefined };
}
