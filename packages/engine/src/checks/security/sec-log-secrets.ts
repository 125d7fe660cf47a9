import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';
import { findSecret, secretsGiven } from './find-secret.ts';
import { textsIn } from './texts-in.ts';

export const secLogSecretsCheck: Check = {
  id: 'sec-log-secrets',
  area: 'security',
  title: 'Log messages hold no secrets',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/logging#security',
  fix: 'Keep credentials and personal data out of notifications/message, or blank them before they are sent.',
  run(context) {
    const logs = serverMessages(context).flatMap(({ frame, message }) =>
      message.method === 'notifications/message' ? [{ frame, told: textsIn(message.params).join('\n') }] : [],
    );
    const canaries = secretsGiven(context);
    const wording = { subjects: 'log messages', sound: 'hold no secret' };
    const judged = judgeEach(context, logs, wording, ({ told }) => findSecret(told, canaries));
    if (judged.verdict !== 'pass') return judged;
    const stderr = context.tour.frames().filter(({ kind }) => kind === 'stderr');
    const leak = stderr.find(({ raw }) => findSecret(Buffer.from(raw).toString('utf8'), canaries) !== undefined);
    if (leak === undefined) return judged;
    return context.informed('log messages hold no secret, but stderr, which hosts often keep, does', [leak]);
  },
};
