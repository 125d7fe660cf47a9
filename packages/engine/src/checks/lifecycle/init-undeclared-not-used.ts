import { isJsonObject, type JsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { isNotification, serverMessages } from '../jsonrpc/server-messages.ts';
import { initializeResultByConnection } from './initialize-results.ts';

/** Which declaration a notification needs: the capability, and the flag in it. */
const needs: Readonly<Record<string, { capability: string; flag?: string }>> = {
  'notifications/tools/list_changed': { capability: 'tools', flag: 'listChanged' },
  'notifications/prompts/list_changed': { capability: 'prompts', flag: 'listChanged' },
  'notifications/resources/list_changed': { capability: 'resources', flag: 'listChanged' },
  'notifications/resources/updated': { capability: 'resources', flag: 'subscribe' },
  'notifications/message': { capability: 'logging' },
  'notifications/tasks/status': { capability: 'tasks' },
};

export const initUndeclaredNotUsedCheck: Check = {
  id: 'init-undeclared-not-used',
  area: 'lifecycle',
  title: 'No notification comes whose capability was not declared',
  level: (revision) => (revision >= '2025-06-18' ? 'MUST' : 'SHOULD'),
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/lifecycle#operation',
  fix: 'Declare listChanged, subscribe or logging in the initialize result before sending the notifications that go with it.',
  run(context) {
    const results = initializeResultByConnection(context);
    if (results.size === 0) return context.untestable('no initialize result was seen');
    const notifications = serverMessages(context).filter(
      ({ frame, message }) => isNotification(message) && results.has(frame.connection),
    );
    if (notifications.length === 0) return context.passed('the server sent no notifications, so none undeclared');
    const wording = { subjects: 'notifications', sound: 'belong to declared capabilities or need none' };
    return judgeEach(context, notifications, wording, ({ frame, message }) => {
      const capabilities = results.get(frame.connection)?.result.capabilities;
      const missing = missingDeclaration(message, isJsonObject(capabilities) ? capabilities : {});
      return missing && `${missing} is not declared in ${quoteJson(capabilities)}, but ${quoteJson(message)} came`;
    });
  },
};

function missingDeclaration({ method }: JsonObject, capabilities: JsonObject): string | undefined {
  const need = typeof method === 'string' && Object.hasOwn(needs, method) ? needs[method] : undefined;
  if (need === undefined) return undefined;
  const declared = capabilities[need.capability];
  if (!isJsonObject(declared)) return need.capability;
  return need.flag === undefined || declared[need.flag] === true ? undefined : `${need.capability}.${need.flag}`;
}
