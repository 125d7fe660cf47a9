import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { setLevelMethod } from './logged-messages.ts';

const bogusLevel = 'deafening';

export const loggingSetlevelInvalidCheck: Check = {
  id: 'logging-setlevel-invalid',
  area: 'logging',
  title: 'logging/setLevel refuses a level that is none with −32602',
  level: 'SHOULD',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/logging#error-handling',
  fix: 'Check the level against the eight there are before setting it, and answer any other with error -32602.',
  async run(context) {
    const session = await context.shared();
    if (!isJsonObject(session.capabilities.logging))
      return context.notApplicable('the server does not declare logging');
    const reply = await session.request(setLevelMethod, { level: bogusLevel }, { timeoutMs: patienceMs });
    const evidence = [...reply.sent, reply.frame];
    if (reply.error?.code === -32602) return context.passed(`the level "${bogusLevel}" got error -32602`, evidence);
    return context.violated(
      `expected error -32602 for the level "${bogusLevel}", got ${describeReply(reply)}`,
      evidence,
    );
  },
};
