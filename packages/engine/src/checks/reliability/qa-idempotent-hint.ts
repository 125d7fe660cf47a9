import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { readSurface } from '../../inspect/read-surface.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeDifference, readPublishedSurface } from '../lifecycle/published-surface.ts';

const repeats = 2;
const maxTools = 8;

export const qaIdempotentHintCheck: Check = {
  id: 'qa-idempotent-hint',
  area: 'reliability',
  title: 'Tools that say they only read change nothing that can be seen',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'server',
  spec: 'schema',
  fix: 'Do not declare readOnlyHint or idempotentHint for a tool that changes something when it is called (again).',
  async run(context) {
    const tools = context.callable.filter(({ tool }) => declaresNoEffect(tool)).slice(0, maxTools);
    if (tools.length === 0)
      return context.untestable('no tool that may be called declares readOnlyHint or idempotentHint');
    const session = await context.shared();
    const first = await readPublishedSurface(session);
    const second = await readPublishedSurface(session);
    if (first.fingerprint !== second.fingerprint) return context.untestable('the lists change by themselves');
    for (const tool of tools) {
      for (let turn = 0; turn < repeats; turn++) await callTool(session, context.tour.tools, tool);
      const after = await readPublishedSurface(session);
      if (after.fingerprint === second.fingerprint) continue;
      const again = await readSurface(session);
      const difference = describeDifference(second.surface, again);
      const evidence = context.transcript.frames
        .filter(({ connection, kind }) => connection === session.connection && kind === 'message')
        .slice(-4);
      return context.violated(
        `the lists changed after ${repeats} calls of ${tool.name}, which declares that it changes nothing; ${difference}`,
        evidence,
      );
    }
    return context.passed(
      `${tools.map(({ name }) => name).join(', ')}: called ${repeats} times each, and the lists stayed as they were`,
    );
  },
};

function declaresNoEffect({ annotations }: JsonObject): boolean {
  return isJsonObject(annotations) && (annotations.readOnlyHint === true || annotations.idempotentHint === true);
}
