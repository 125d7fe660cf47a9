import type { ChaosWrite, ConsistencyCall, ConsistencyPair, NamedToolCall, SuiteInputs } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type Session } from '@mcp-lab/wire';
import { createCounter } from '../consistency/count-token.ts';
import { fillToken, namesToken } from '../consistency/fill-token.ts';
import { createTokens, type Token } from '../consistency/unique-tokens.ts';
import { classifyReply } from '../functional/classify-reply.ts';
import { callTool } from '../surface/call-tool.ts';
import type { ChaosScene } from './chaos-scene.ts';
import { countEffects } from './count-effects.ts';
import { loseAnswer } from './lose-answer.ts';

const maxPairs = 10;

interface Ground {
  scene: ChaosScene;
  session: Session;
  tools: readonly JsonObject[];
  nextToken: () => Token;
}

/** Whether writes that the user named are applied twice when their answer is lost and a client tries again. */
export async function tryWrites(
  scene: ChaosScene,
  session: Session,
  tools: readonly JsonObject[],
  inputs: SuiteInputs,
  seeds: { seed: number; startedAt: number },
): Promise<ChaosWrite[]> {
  const nextToken = createTokens(seeds.seed, seeds.startedAt);
  const ground: Ground = { scene, session, tools, nextToken };
  const writes: ChaosWrite[] = [];
  for (const pair of inputs.consistency.pairs.slice(0, maxPairs)) {
    if (!scene.signal.aborted)
      writes.push(await attempt(ground, pair.name, pair.write.tool, () => tryPair(ground, pair)));
  }
  const { sideEffect, observe } = inputs.calls;
  if (sideEffect !== undefined && observe !== undefined && !scene.signal.aborted) {
    writes.push(await attempt(ground, 'sideEffect', sideEffect.tool, () => tryEffect(ground, sideEffect, observe)));
  }
  return writes;
}

type Applied = Pick<ChaosWrite, 'applied' | 'reason'>;

async function attempt(
  { tools }: Ground,
  name: string,
  tool: string,
  perform: () => Promise<Applied>,
): Promise<ChaosWrite> {
  const published = tools.find((one) => one.name === tool);
  const annotations = isJsonObject(published?.annotations) ? published.annotations : {};
  const base = { name, tool, declaredIdempotent: annotations.idempotentHint === true };
  try {
    return { ...base, ...(await perform()) };
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return { ...base, applied: null, reason: error.message };
  }
}

/** Nothing can be said, and why. */
class Unclear extends Error {}

async function tryPair(ground: Ground, pair: ConsistencyPair): Promise<Applied> {
  const count = createCounter(pair.count);
  for (const call of pair.setup) await callOnce(ground, call, ground.nextToken());
  // One write that goes well tells how often one write stands in the answer of the read.
  const plain = ground.nextToken();
  await callOnce(ground, pair.write, plain);
  const each = count(await callOnce(ground, pair.read, plain), plain);
  if (each === 0) throw new Unclear(`what ${pair.write.tool} wrote is not seen by ${pair.read.tool}`);
  const token = ground.nextToken();
  const write = { name: pair.write.tool, arguments: fillToken(pair.write.arguments as JsonObject, token) };
  const { wasLost } = await loseAnswer(ground.scene, ground.session, ground.tools, write);
  if (!wasLost) throw new Unclear(`${pair.write.tool} gave no answer that could be lost`);
  const applied = count(await callOnce(ground, pair.read, token), token) / each;
  for (const call of pair.cleanup) {
    for (const written of namesToken(call.arguments as JsonObject) ? [plain, token] : [token])
      await tidy(ground, call, written);
  }
  return { applied, reason: `${pair.read.tool} shows it ${times(applied)}` };
}

async function tryEffect(ground: Ground, sideEffect: NamedToolCall, observe: NamedToolCall): Promise<Applied> {
  const look = async () => {
    const { content = null, structuredContent = null } = await callOnce(ground, observe, ground.nextToken());
    return JSON.stringify([content, structuredContent]);
  };
  const before = await look();
  await callOnce(ground, sideEffect, ground.nextToken());
  const once = await look();
  const args = fillToken(sideEffect.arguments as JsonObject, ground.nextToken());
  const call = { name: sideEffect.tool, arguments: args };
  const { wasLost } = await loseAnswer(ground.scene, ground.session, ground.tools, call);
  if (!wasLost) throw new Unclear(`${sideEffect.tool} gave no answer that could be lost`);
  const applied = countEffects(before, once, await look());
  if (applied === undefined || applied < 1) {
    const what =
      applied === undefined
        ? `what ${observe.tool} shows does not tell how often`
        : 'the same call again changes nothing';
    throw new Unclear(`${what}: write consistency.pairs in the suite file, which say how to count`);
  }
  return { applied, reason: `${observe.tool} shows it ${times(applied)}` };
}

async function callOnce(ground: Ground, call: ConsistencyCall | NamedToolCall, token: Token): Promise<JsonObject> {
  const { result, said } = await makeCall(ground, call, token);
  if (result === undefined) throw new Unclear(`${call.tool} failed without a fault: ${said}`);
  return result;
}

/** What cannot be tidied up does no harm to what was found. */
async function tidy(ground: Ground, call: ConsistencyCall, token: Token): Promise<void> {
  await makeCall(ground, call, token);
}

async function makeCall(
  { scene, session, tools }: Ground,
  call: ConsistencyCall | NamedToolCall,
  token: Token,
): Promise<{ result: JsonObject | undefined; said: string }> {
  const args = fillToken(call.arguments as JsonObject, token);
  const options = { timeoutMs: scene.experiment.requestTimeoutMs, signal: scene.signal };
  const reply = await callTool(session, tools, { name: call.tool, arguments: args }, options);
  const context = { method: 'tools/call', cancelled: scene.signal.aborted, processExited: session.closed };
  const { outcome, detail } = classifyReply(reply, context);
  const isGood = outcome === 'ok' && isJsonObject(reply.result);
  return { result: isGood ? (reply.result as JsonObject) : undefined, said: `${outcome}, ${detail}` };
}

function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count} times`;
}
