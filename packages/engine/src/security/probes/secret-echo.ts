import type { Frame } from '@mcp-lab/wire';
import { mistype } from '../../checks/security/mistype.ts';
import { createCanarySearch } from '../canaries/find-canary.ts';
import type { PlantedCanary } from '../canaries/planted-canaries.ts';
import { isReadOnly } from '../parameters/probe-tools.ts';
import { unlikelyArguments } from '../parameters/unlikely-arguments.ts';
import type { Probe, ProbeFinding, ProbeLab } from '../probe.ts';
import { describeFrame } from './describe-frame.ts';

const maxTools = 24;
const maxTold = 6;

export const secretEchoProbe: Probe = {
  id: 'secret-echo',
  title: 'Secrets the server was given do not come back',
  fix: 'Answer with what the caller needs: never the environment, the headers of the request or a whole error object. Write no secrets to the log.',
  async run(lab) {
    if (lab.planted.length === 0) {
      return [
        { verdict: 'untestable', reason: 'all variables for canaries are set by the user, so that none was planted' },
      ];
    }
    const tries = await provokeAnswers(lab);
    const places = lab.planted.map(({ where }) => where).join(', ');
    const tried = `canaries in ${places} were looked for in every frame and on stderr, as they are, reversed, in base64, in hexadecimal and URL-encoded, after ${tries}`;
    const found = lab.planted.flatMap((canary) => findIn(lab.frames(), canary));
    if (found.length === 0) return [{ verdict: 'pass', reason: `nothing found by this probe: ${tried}` }];
    return [judge(found, lab.frames(), tried)];
  },
};

interface Found {
  frame: Frame;
  canary: PlantedCanary;
  how: string;
}

/** Calls that go well, calls that fail in several ways, and what does not exist. Says what was done. */
async function provokeAnswers(lab: ProbeLab): Promise<string> {
  let calls = 0;
  const call = async (name: string, args: Parameters<ProbeLab['call']>[1]) => {
    calls += (await lab.call(name, args)) === undefined ? 0 : 1;
  };
  for (const { name, arguments: args, tool } of lab.callable.slice(0, maxTools)) {
    if (lab.signal.aborted) break;
    await call(name, args);
    await call(name, {});
    // Tools that may write get no made-up values: they might make something of them.
    if (isReadOnly(tool)) await call(name, unlikelyArguments(tool, args, lab.token('unlikely')));
    const wrong = mistype(tool.inputSchema, args);
    if (wrong !== undefined) await call(name, wrong.arguments);
  }
  await call('mcp-lab-no-such-tool', {});
  const session = await lab.session();
  const others = [
    ['resources/read', { uri: 'mcp-lab://no-such-resource' }],
    ['prompts/get', { name: 'mcp-lab-no-such-prompt' }],
    ['mcp-lab/no-such-method', {}],
  ] as const;
  for (const [method, params] of others) {
    if (!lab.signal.aborted && !session.closed) await session.request(method, params);
  }
  return `${calls} calls of ${Math.min(lab.callable.length, maxTools)} tools, good and malformed, and ${others.length} requests for what does not exist`;
}

function findIn(frames: readonly Frame[], canary: PlantedCanary): Found[] {
  const search = createCanarySearch(canary.value);
  return frames.flatMap((frame) => {
    if (frame.direction !== 'received') return [];
    const head = frame.http === undefined ? '' : JSON.stringify(frame.http);
    const how = search(Buffer.from(frame.raw).toString('utf8')) ?? search(head);
    return how === undefined ? [] : [{ frame, canary, how }];
  });
}

function judge(found: readonly Found[], frames: readonly Frame[], tried: string): ProbeFinding {
  // What stands on stderr is read by whoever keeps the log, not by the model.
  const answered = found.filter(({ frame }) => frame.kind !== 'stderr');
  const shown = answered.length > 0 ? answered : found;
  const told = [
    ...new Set(
      shown.map(
        ({ frame, canary, how }) => `the canary in ${canary.where} came back ${how} ${describeFrame(frame, frames)}`,
      ),
    ),
  ];
  const more = told.length - maxTold;
  return {
    verdict: answered.length > 0 ? 'fail' : 'warn',
    confidence: 'certain',
    severity: answered.length > 0 ? 'high' : 'medium',
    reason: `${told.slice(0, maxTold).join('; ')}${more > 0 ? `; and ${more} more` : ''}. ${tried}`,
    evidence: shown.slice(0, 4).map(({ frame }) => frame),
  };
}
