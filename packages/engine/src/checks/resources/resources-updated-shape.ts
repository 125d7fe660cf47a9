import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { openWatch } from './watch-resource.ts';

export const resourcesUpdatedShapeCheck: Check = {
  id: 'resources-updated-shape',
  area: 'resources',
  title: 'An update names the resource that was subscribed to, or one below it',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'server',
  spec: 'server/resources#subscriptions',
  fix: 'Send params.uri with each notifications/resources/updated: the subscribed URI, or one below it.',
  async run(context) {
    const watch = await openWatch(context);
    if ('verdict' in watch) return watch;
    const refusal = await watch.subscribe();
    if (refusal !== undefined) return refusal;
    const changed = await watch.change(true);
    if ('verdict' in changed) return changed;
    if (changed.updates.length === 0) return context.untestable('no update came after the change');
    const updates = changed.updates.map((frame) => ({ frame }));
    const wording = { subjects: 'updates', sound: 'name the resource' };
    return judgeEach(context, updates, wording, ({ frame }) => {
      const params = isJsonObject(frame.json) ? frame.json.params : undefined;
      const uri = isJsonObject(params) ? params.uri : undefined;
      if (typeof uri !== 'string') return `uri is ${quoteJson(uri)} in ${quoteFrame(frame)}`;
      return uri.startsWith(watch.uri)
        ? undefined
        : `${quoteJson(uri, 100)} is neither ${quoteJson(watch.uri, 100)} nor below it`;
    });
  },
};
