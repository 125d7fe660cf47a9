import { eraOf, isJsonObject, type JsonObject, revisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { declaredLists } from './declared-lists.ts';
import { type Attempt, judgeRejections } from './judge-rejections.ts';
import { probe } from './probe.ts';
import { quoteJson } from './quote.ts';

export const rpcInvalidParamsCheck: Check = {
  id: 'rpc-invalid-params',
  area: 'jsonrpc',
  title: 'Missing or mistyped parameters are refused with −32602',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#error-codes',
  fix: 'Validate the parameters of every method before using them and answer error −32602 with the name of the faulty one.',
  async run(context) {
    const session = await context.shared();
    const wanted = { codes: [-32602], expected: 'error -32602' };
    const required = await attemptAll(context, session, missingParameters(session));
    const verdict = required.length > 0 ? judgeRejections(context, required, wanted) : undefined;
    if (verdict !== undefined && verdict.verdict !== 'pass') return verdict;
    // Refusing a bad cursor is only advised, so serving one is no more than a warning.
    const optional = await attemptAll(context, session, mistypedCursors(session));
    if (optional.length === 0)
      return verdict ?? context.untestable('no declared capability has a method with parameters');
    const outcome = judgeRejections(context, optional, wanted);
    const isServed = outcome.verdict === 'fail' && optional.every(({ answer }) => answer.kind !== 'gone');
    if (isServed) return context.warned(outcome.reason, outcome.evidence);
    return outcome.verdict === 'pass' && verdict !== undefined ? verdict : outcome;
  },
};

type Faulty = readonly [method: string, params: JsonObject];

/** tools/call is left out: a lenient server might call something. */
function missingParameters({ capabilities, revision }: Session): Faulty[] {
  const { prompts, resources, completions, logging } = capabilities;
  const isLegacy = eraOf(revision) === 'legacy';
  const faulty: Faulty[] = [];
  if (isJsonObject(resources)) faulty.push(['resources/read', {}], ['resources/read', { uri: 7 }]);
  if (isJsonObject(prompts)) faulty.push(['prompts/get', {}], ['prompts/get', { name: 7 }]);
  if (isJsonObject(completions)) faulty.push(['completion/complete', {}]);
  if (isLegacy && isJsonObject(logging)) faulty.push(['logging/setLevel', { level: 'mcp-lab-no-such-level' }]);
  if (isLegacy && isJsonObject(resources) && resources.subscribe === true) faulty.push(['resources/subscribe', {}]);
  return faulty;
}

function mistypedCursors({ capabilities }: Session): Faulty[] {
  return declaredLists(capabilities).map(({ method }) => [method, { cursor: 7 }]);
}

async function attemptAll(context: CheckContext, session: Session, faulty: readonly Faulty[]): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const [method, params] of faulty) {
    const answer = await probe(context, session, (timeoutMs) => session.request(method, params, { timeoutMs }));
    attempts.push({ what: `${method} with params ${quoteJson(params)}`, answer });
    if (answer.kind === 'gone') break;
  }
  return attempts;
}
