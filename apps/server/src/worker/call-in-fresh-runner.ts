import type { ServerCallAnswer } from '@mcp-lab/contracts';
import type { ClaimedCall, LabContext } from '@mcp-lab/core';
import { callOwner } from './owner.ts';
import { Questions } from './questions.ts';
import { RunnerProcess } from './runner-process.ts';
import { storeSurface } from './store-surface.ts';
import { toKeepCommand } from './to-keep-command.ts';

interface FreshOptions {
  context: LabContext;
  /** What targets inherit. */
  hostEnvironment: Record<string, string>;
  /** All that runners get. */
  runnerEnvironment: Record<string, string>;
}

const stopGraceMs = 5_000;

/** Starts a server nobody runs, makes the call and stops it. What was seen of its surface is stored. Null: no answer. */
export async function callInFreshRunner(
  { context, hostEnvironment, runnerEnvironment }: FreshOptions,
  { callId, call, server, target }: ClaimedCall,
): Promise<ServerCallAnswer | null> {
  const owner = callOwner(callId);
  const questions = new Questions();
  const runner = new RunnerProcess({
    owner,
    environment: runnerEnvironment,
    onReport: async (report) => {
      if (questions.take(report)) return;
      if (report.type === 'surface') await storeSurface(context, report);
      else if (report.type === 'broken') context.log.error({ message: report.message }, 'A runner broke.');
    },
  });
  void runner.ended.then(() => questions.giveUp());
  runner.send(toKeepCommand({ key: server.id, owner, target }, hostEnvironment));
  const answer = await questions.call(runner, server.id, call);
  runner.send({ type: 'drop', key: server.id });
  await runner.stop(stopGraceMs);
  return answer;
}
