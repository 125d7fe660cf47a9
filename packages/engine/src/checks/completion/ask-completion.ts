import { type Frame, isJsonObject, type JsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { type CompletionTarget, completionTargets } from '../../surface/completion-targets.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { resultsInRun } from '../lifecycle/results-in-run.ts';

/** Up to 2024-11-05 there was nothing to declare. */
export function isCompletionDeclared({ tour, revision }: CheckContext): boolean {
  return revision === '2024-11-05' || isJsonObject(tour.capabilities.completions);
}

/** Why completions cannot be tried, or what to try them with. */
export function completionSubjects(context: CheckContext): CompletionTarget[] | CheckOutcome {
  if (!isCompletionDeclared(context)) return context.notApplicable('completions is not declared');
  const { ofPrompts, ofTemplates } = completionTargets(context.tour);
  const targets = [...ofPrompts, ...ofTemplates];
  return targets.length > 0
    ? targets
    : context.untestable('no prompt with arguments and no resource template with variables is listed');
}

export function askCompletion(
  session: Session,
  { ref, argument }: Pick<CompletionTarget, 'ref' | 'argument'>,
  value = '',
  more: JsonObject = {},
): Promise<Reply> {
  const params = { ref, argument: { name: argument, value }, ...more };
  return session.request('completion/complete', params, { timeoutMs: patienceMs });
}

/** The suggestions of a result; undefined where it has none. */
export function valuesOf(result: JsonValue | undefined): string[] | undefined {
  const completion = isJsonObject(result) ? result.completion : undefined;
  const values = isJsonObject(completion) ? completion.values : undefined;
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : undefined;
}

/** The results of completion/complete in the run so far. */
export function completionResults(context: CheckContext): { frame: Frame; completion: JsonValue | undefined }[] {
  return resultsInRun(context)
    .filter(({ method }) => method === 'completion/complete')
    .map(({ frame, result }) => ({ frame, completion: result.completion }));
}

/** At 2024-11-05 nobody can tell from outside whether completions are offered. */
export function isNotOffered({ error }: Reply): boolean {
  return error?.code === -32601;
}
