import type { Reply } from '@mcp-lab/wire';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import { replyEvidence } from '../../checks/lifecycle/reply-evidence.ts';
import { baseText } from '../parameters/base-text.ts';
import { groupByTool, type ProbedTool } from '../parameters/group-by-tool.ts';
import { isReadOnly } from '../parameters/probe-tools.ts';
import { withValue } from '../parameters/with-value.ts';
import type { Probe, ProbeFinding, ProbeLab } from '../probe.ts';
import { type InjectionWay, injectionWays } from './injection-ways.ts';
import { textOfReply } from './text-of-reply.ts';

const maxParameters = 4;
/** Parameters that are commands or code by name: to carry them out is then what the tool is for. */
const meantToRun = /^(?:cmd|command|commands|code|script|shell|program|source|source_?code|js|javascript|python)$/i;

const toolsOf = (lab: ProbeLab) => groupByTool(lab, () => true, 'a text');

export const commandInjectionProbe: Probe = {
  id: 'command-injection',
  title: 'Arguments are not carried out as commands or code',
  fix: 'Start programs with a list of arguments and without a shell (execFile), put -- before what may begin with a dash, and never evaluate an argument.',
  count(lab) {
    const { tools, left } = toolsOf(lab);
    return tools.length + left.length;
  },
  async run(lab) {
    const { tools, left } = toolsOf(lab);
    const findings: ProbeFinding[] = [];
    const made: Attempt[] = [];
    for (const tool of tools) {
      if (lab.signal.aborted) break;
      findings.push(await probeTool(lab, tool, made));
    }
    return [...(await findLate(lab, findings, made)), ...left];
  },
};

interface Attempt {
  tool: string;
  parameter: string;
  way: InjectionWay;
  reply: Reply;
}

async function probeTool(lab: ProbeLab, tool: ProbedTool, made: Attempt[]): Promise<ProbeFinding> {
  const parameters = tool.parameters.slice(0, maxParameters);
  let tries = 0;
  for (const parameter of parameters) {
    const ways = injectionWays(
      baseText(tool, parameter),
      lab.files.markers,
      lab.token,
      `${tool.name} ${parameter.name}`,
    );
    // A sum in the name of a file would make one of that name.
    const makesFiles = parameter.kinds.has('path') && !isReadOnly(tool.tool);
    for (const way of makesFiles ? ways.filter(({ answer }) => answer === undefined) : ways) {
      const reply = await lab.call(tool.name, withValue(tool.arguments, parameter.path, way.value));
      if (reply === undefined) break;
      tries += 1;
      const attempt = { tool: tool.name, parameter: parameter.name, way, reply };
      made.push(attempt);
      const effect = await effectOf(lab, attempt);
      if (effect !== undefined) return found(attempt, effect, tries);
    }
  }
  const names = parameters.map(({ name }) => name).join(', ');
  const more = tool.parameters.length - parameters.length;
  return {
    tool: tool.name,
    verdict: tries === 0 ? 'untestable' : 'pass',
    reason:
      tries === 0
        ? 'the server answered no call any more'
        : `nothing found by this probe: ${tries} tries at ${names}${more > 0 ? ` (${more} more texts were not tried)` : ''} with the separators, substitutions and quotes of a POSIX shell, an option, and expressions of JavaScript, Python and templates. None made its file or did its sum${lab.target.kind === 'http' ? '; on a server of another machine only the sums could have been seen' : ''}`,
  };
}

async function effectOf(lab: ProbeLab, { way, reply }: Attempt): Promise<string | undefined> {
  if (way.answer !== undefined) {
    return textOfReply(reply).includes(way.answer)
      ? `the sum was done: ${way.answer} came back, which was not sent`
      : undefined;
  }
  return (await lab.files.markersMade()).includes(way.marker)
    ? 'the file was made that only carrying it out could make'
    : undefined;
}

/** What is carried out in the background may come to light after the answer. */
async function findLate(
  lab: ProbeLab,
  findings: readonly ProbeFinding[],
  made: readonly Attempt[],
): Promise<ProbeFinding[]> {
  const markers = await lab.files.markersMade();
  return findings.map((finding) => {
    if (finding.verdict !== 'pass') return finding;
    const late = made.find(
      ({ tool, way }) => tool === finding.tool && way.answer === undefined && markers.includes(way.marker),
    );
    return late === undefined
      ? finding
      : found(late, 'the file was made that only carrying it out could make, after the answer', 0);
  });
}

function found({ tool, parameter, way, reply }: Attempt, effect: string, tries: number): ProbeFinding {
  const after = tries === 0 ? '' : `, ${tries} tries in`;
  if (meantToRun.test(parameter)) {
    return {
      tool,
      verdict: 'info',
      confidence: 'certain',
      reason: `${parameter} is carried out (${way.how}), as its name says: whoever chooses the argument runs programs on the machine of the server`,
      evidence: replyEvidence(reply),
    };
  }
  return {
    tool,
    verdict: 'fail',
    confidence: 'certain',
    severity: 'critical',
    reason: `${parameter} with ${way.how} (${quoteJson(way.value, 200)}) was carried out: ${effect}${after}`,
    evidence: replyEvidence(reply),
  };
}
