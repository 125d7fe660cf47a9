import type { Frame } from '@mcp-lab/wire';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import { createCanarySearch } from '../canaries/find-canary.ts';
import { findParameters, type TextParameter } from '../parameters/find-parameters.ts';
import { isReadOnly } from '../parameters/probe-tools.ts';
import { withValue } from '../parameters/with-value.ts';
import type { Probe, ProbeFinding } from '../probe.ts';
import { describeFrame } from './describe-frame.ts';

const maxTools = 16;
const secretName = /pass(?:word|wd|phrase)|token|secret|api_?key|credential/i;

/** Asks whether what one session says turns up where nobody else should see it. */
export const argumentEchoProbe: Probe = {
  id: 'argument-echo',
  title: 'What one session says is not seen in another',
  fix: 'Keep what belongs to a session with the session. Log that a tool was called, not with what.',
  async run(lab) {
    // Only tools that say they change nothing: what another stores may be meant to be found again.
    const takers = lab.callable
      .filter(({ tool }) => isReadOnly(tool))
      .flatMap((callable) => {
        const parameter = findParameters(callable.tool).find(({ kinds }) => kinds.size === 0);
        return parameter === undefined ? [] : [{ callable, parameter, canary: lab.token(`argument ${callable.name}`) }];
      })
      .slice(0, maxTools);
    if (takers.length === 0) {
      return [{ verdict: 'untestable', reason: 'no tool that declares readOnlyHint and may be called takes a text' }];
    }
    const speaking = await lab.open();
    const told: typeof takers = [];
    for (const taker of takers) {
      if (lab.signal.aborted || speaking.closed) break;
      const args = withValue(taker.callable.arguments, taker.parameter.path, taker.canary);
      await speaking.request('tools/call', { name: taker.callable.name, arguments: args });
      told.push(taker);
    }
    const listening = await lab.open();
    await lab.snapshotNow(listening);
    for (const { callable } of told) {
      if (lab.signal.aborted || listening.closed) break;
      await listening.request('tools/call', { name: callable.name, arguments: callable.arguments });
    }
    const tried = `${told.length} tools were given a canary in one session, and all was listed and called again in another`;
    const found = told.flatMap(({ callable, parameter, canary }) => {
      const search = createCanarySearch(canary);
      const places = lab.frames().flatMap((frame) => {
        if (frame.direction !== 'received') return [];
        const how = search(Buffer.from(frame.raw).toString('utf8'));
        return how === undefined ? [] : [{ frame, how }];
      });
      const echo = judge(places, { name: callable.name, parameter, own: speaking.connection }, lab.frames());
      return echo === undefined ? [] : [echo];
    });
    const [first] = found.toSorted((left, right) => Number(right.isElsewhere) - Number(left.isElsewhere));
    if (first === undefined) return [{ verdict: 'pass', reason: `nothing found by this probe: ${tried}` }];
    const finding: ProbeFinding = {
      verdict: first.isElsewhere ? 'fail' : 'warn',
      confidence: first.isElsewhere ? 'certain' : 'firm',
      severity: first.isElsewhere ? 'high' : 'medium',
      reason: `${found.map(({ says }) => says).join('; ')}. ${tried}`,
      evidence: found.map(({ frame }) => frame),
    };
    return [finding];
  },
};

interface Echo {
  isElsewhere: boolean;
  says: string;
  frame: Frame;
}

function judge(
  places: readonly { frame: Frame; how: string }[],
  { name, parameter, own }: { name: string; parameter: TextParameter; own: number },
  frames: readonly Frame[],
): Echo | undefined {
  const given = `what one session gave to the tool ${quoteJson(name, 60)} as ${parameter.name}`;
  const elsewhere = places.find(({ frame }) => frame.connection !== own && frame.kind !== 'stderr');
  if (elsewhere !== undefined) {
    const { frame, how } = elsewhere;
    const where = describeFrame(frame, frames);
    const says = `${given} came back ${how} in another, ${where}, though the tool declares that it only reads`;
    return { isElsewhere: true, says, frame };
  }
  const logged = places.find(({ frame }) => frame.kind === 'stderr');
  if (logged === undefined || !secretName.test(parameter.name)) return undefined;
  return {
    isElsewhere: false,
    says: `${given}, a secret by its name, stands on stderr ${logged.how}`,
    frame: logged.frame,
  };
}
