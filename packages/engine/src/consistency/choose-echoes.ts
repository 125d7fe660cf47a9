import type { ConsistencyCall, SuiteInputs } from '@mcp-lab/contracts';
import type { JsonObject, Session } from '@mcp-lab/wire';
import { callableTools } from '../surface/callable-tools.ts';
import { composeUniqueArguments } from './compose-unique-arguments.ts';
import { allTextOf } from './count-token.ts';
import { type Ground, makeCall, resultOf } from './ground.ts';

const maxTried = 10;
const maxChosen = 2;

/** Calls that may be made and whose answer repeats what they were given: those the user named, and those found by trying. */
export async function chooseEchoes(
  ground: Ground,
  session: Session,
  inputs: Pick<SuiteInputs, 'allow' | 'consistency'>,
): Promise<ConsistencyCall[]> {
  const named = inputs.consistency.echoes;
  const callable = callableTools(ground.tools, { tools: [], allow: inputs.allow }).map(({ tool }) => tool);
  const composed = callable.flatMap((tool: JsonObject): ConsistencyCall[] => {
    const args = composeUniqueArguments(tool.inputSchema);
    const isNamed = named.some((call) => call.tool === tool.name);
    return args === undefined || isNamed ? [] : [{ tool: String(tool.name), arguments: args }];
  });
  const chosen: ConsistencyCall[] = [];
  for (const call of [...named, ...composed.slice(0, maxTried)]) {
    if (session.closed || ground.signal.aborted) break;
    if (chosen.length >= Math.max(maxChosen, named.length)) break;
    const token = ground.nextToken();
    const answered = await makeCall(ground, session, call, token);
    if (answered.outcome === 'ok' && allTextOf(resultOf(answered)).includes(token.unique)) chosen.push(call);
  }
  return chosen;
}
