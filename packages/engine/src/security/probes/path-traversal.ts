import type { Reply } from '@mcp-lab/wire';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import { replyEvidence } from '../../checks/lifecycle/reply-evidence.ts';
import type { Playground } from '../canaries/canary-files.ts';
import { createCanarySearch } from '../canaries/find-canary.ts';
import { groupByTool, type ProbedTool } from '../parameters/group-by-tool.ts';
import { isReadOnly } from '../parameters/probe-tools.ts';
import { withValue } from '../parameters/with-value.ts';
import type { Probe, ProbeFinding, ProbeLab } from '../probe.ts';
import { type ConfinedPlace, findConfinedPlace } from './confined-place.ts';
import { textOfReply } from './text-of-reply.ts';
import { traversalWays, type Way } from './traversal-ways.ts';

const maxParameters = 3;
const writeRoot = 'write the folder to which the server is confined as security.root in the suite file';

const toolsOf = (lab: ProbeLab) => groupByTool(lab, ({ kinds }) => kinds.has('path'), 'a path');

export const pathTraversalProbe: Probe = {
  id: 'path-traversal',
  title: 'Tools reach no file outside of the folder they are confined to',
  fix: 'Resolve the path, follow its links (realpath), and compare what comes out with the folder and a separator behind it. Open what was checked, not what was given.',
  count(lab) {
    const { tools, left } = toolsOf(lab);
    return tools.length + left.length;
  },
  async run(lab) {
    const { tools, left } = toolsOf(lab);
    if (tools.length === 0) return left;
    const place = await findConfinedPlace(lab);
    if ('problem' in place) return [{ verdict: 'untestable', reason: place.problem }, ...left];
    const findings: ProbeFinding[] = [];
    for (const tool of tools) {
      if (lab.signal.aborted) break;
      findings.push(await probeTool(lab, place, tool));
    }
    return [...findings, ...left];
  },
};

async function probeTool(lab: ProbeLab, place: ConfinedPlace, tool: ProbedTool): Promise<ProbeFinding> {
  const { playground } = place;
  const careful = !isReadOnly(tool.tool);
  const session = await place.session();
  let tries = 0;
  const call = async (path: readonly string[], value: string) => {
    tries += 1;
    return session.request('tools/call', { name: tool.name, arguments: withValue(tool.arguments, path, value) });
  };
  const parameters = tool.parameters.filter(({ kinds }) => kinds.has('path')).slice(0, maxParameters);
  let reaches: string | undefined;
  let differing: { finding: Pick<ProbeFinding, 'confidence' | 'severity' | 'reason' | 'evidence'> } | undefined;
  for (const { path, name } of parameters) {
    reaches ??= await reachesControl(lab, playground, careful, (value) => call(path, value));
    for (const way of traversalWays(playground, { careful, isUri: false })) {
      if (lab.signal.aborted || session.closed) break;
      const reply = await call(path, way.value);
      const seen = await judgeReply(lab, playground, way, reply);
      if (seen === undefined) continue;
      return found(place, { tool: tool.name, name, way, seen, reply, tries });
    }
    if (!careful) differing ??= await compareExistence(playground, (value) => call(path, value));
  }
  const tried = `${tries} tries at ${parameters.map(({ name }) => name).join(', ')}${careful ? ', without the ways that could make files elsewhere, as the tool may write' : ''}`;
  if (!place.isKnown) {
    return {
      tool: tool.name,
      verdict: 'untestable',
      reason: `the canary did not come back (${tried}), but which folder the tool is confined to is not known: ${writeRoot}`,
    };
  }
  if (differing !== undefined) {
    const { finding } = differing;
    return { tool: tool.name, verdict: 'warn', ...finding, reason: `${finding.reason}. ${tried}` };
  }
  if (session.closed) {
    return { tool: tool.name, verdict: 'untestable', reason: `the session ended after ${tried}` };
  }
  if (reaches !== undefined) {
    const reason = `nothing found by this probe: a file within was reached by ${reaches}, the canary outside was not. ${tried}`;
    return { tool: tool.name, verdict: 'pass', reason };
  }
  return {
    tool: tool.name,
    verdict: 'untestable',
    reason: `the tool showed nothing of a file within ${place.how} either, so that its refusals tell nothing (${tried}): give arguments that work under tools, if it shows the content of files or folders`,
  };
}

/** How a file within is reached, to know that refusals mean something. A tool that may write gets no path but of our file. */
async function reachesControl(
  lab: ProbeLab,
  { root, control }: Playground,
  careful: boolean,
  call: (value: string) => Promise<Reply>,
): Promise<string | undefined> {
  const shows = (reply: Reply, text: string) => textOfReply(reply).includes(text);
  if (shows(await call(control.path), control.content)) return 'its absolute path';
  if (!(await lab.files.restore(control))) return 'its absolute path, and was written to';
  if (careful) return undefined;
  if (shows(await call(control.name), control.content)) return 'its name';
  if (shows(await call(root), control.name)) return 'the folder it lies in';
  if (shows(await call('.'), control.name)) return 'the folder "."';
  // Who shows no content may still tell what is there from what is not.
  const isTold = isGood(await call(control.path)) && !isGood(await call(`${control.path}.absent`));
  return isTold ? 'an answer about it that an absent one does not get' : undefined;
}

interface Seen {
  what: string;
  confidence: 'certain';
}

async function judgeReply(lab: ProbeLab, playground: Playground, way: Way, reply: Reply): Promise<Seen | undefined> {
  const { canary } = playground;
  const text = textOfReply(reply);
  if (createCanarySearch(canary.content)(text) !== undefined)
    return { what: 'gave the content of the canary', confidence: 'certain' };
  if (way.leads === 'folder' && text.includes(canary.name))
    return { what: 'listed the folder of the canary', confidence: 'certain' };
  if (!(await lab.files.restore(canary))) return { what: 'changed or removed the canary', confidence: 'certain' };
  return undefined;
}

function found(
  place: ConfinedPlace,
  {
    tool,
    name,
    way,
    seen,
    reply,
    tries,
  }: { tool: string; name: string; way: Way; seen: Seen; reply: Reply; tries: number },
): ProbeFinding {
  const came = `${name} with ${way.how} (${quoteJson(way.value, 200)}) ${seen.what}, ${tries} tries in`;
  const evidence = replyEvidence(reply);
  if (!place.isKnown) {
    return {
      tool,
      verdict: 'info',
      confidence: 'certain',
      reason: `${came}: the tool reaches files anywhere on its machine. Whether it is meant to, only you know: ${writeRoot}`,
      evidence,
    };
  }
  return {
    tool,
    verdict: 'fail',
    confidence: seen.confidence,
    severity: 'critical',
    reason: `${came}, though it lies outside of ${place.how}`,
    evidence,
  };
}

/** Whether a file that is there is told apart from one that is not. */
async function compareExistence({ canary }: Playground, call: (value: string) => Promise<Reply>) {
  const missing = canary.path.replace(/canary-/, 'absent-');
  const [there, absent] = [await call(canary.path), await call(missing)];
  const [shownThere, shownAbsent] = [outcomeOf(there, canary.path), outcomeOf(absent, missing)];
  if (shownThere === shownAbsent || there.outcome !== 'answered' || absent.outcome !== 'answered') return undefined;
  const isServed = isGood(there) && !isGood(absent);
  const finding: Pick<ProbeFinding, 'confidence' | 'severity' | 'reason' | 'evidence'> = {
    confidence: isServed ? 'firm' : 'tentative',
    severity: isServed ? 'medium' : 'low',
    reason: `a file outside that exists got ${quoteJson(shownThere, 200)}, one that does not got ${quoteJson(shownAbsent, 200)}: who asks learns which files there are`,
    evidence: replyEvidence(there, absent),
  };
  return { finding };
}

function isGood({ result }: Reply): boolean {
  return (
    result !== undefined &&
    !(typeof result === 'object' && result !== null && 'isError' in result && result.isError === true)
  );
}

/** What came, without the path that was asked for. */
function outcomeOf(reply: Reply, path: string): string {
  const shown = JSON.stringify(path).slice(1, -1);
  return textOfReply(reply).replaceAll(path, '…').replaceAll(shown, '…').replaceAll(/\d+/g, '0').slice(0, 1_000);
}
