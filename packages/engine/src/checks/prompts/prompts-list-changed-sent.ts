import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListChangedSent } from '../tools/judge-list-changed.ts';

export const promptsListChangedSentCheck: Check = {
  id: 'prompts-list-changed-sent',
  area: 'prompts',
  title: 'A changed list of prompts is told of',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'server',
  spec: 'server/prompts#list-changed-notification',
  fix: 'Send notifications/prompts/list_changed when the list changes: to every legacy session, and since 2026-07-28 on each subscription that asked for it.',
  run: (context) => judgeListChangedSent(context, 'prompts'),
};
