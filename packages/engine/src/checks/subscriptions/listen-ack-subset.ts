import { type Frame, isJsonObject, type JsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { canSubscribe, declaredKinds, listKinds } from './declared-changes.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription } from './open-subscription.ts';

const everyFlag: JsonObject = Object.fromEntries(listKinds.map(({ flag }) => [flag, true]));

export const listenAckSubsetCheck: Check = {
  id: 'listen-ack-subset',
  area: 'subscriptions',
  title: 'Only what was asked for and is declared is acknowledged',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#acknowledgment',
  fix: 'Put into the acknowledgement only the types of the request that the server declares to tell of.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session, filter } = ready;
    const [firstFlag = 'resourceSubscriptions'] = Object.keys(filter);
    const asked: JsonObject[] = [
      { resourceSubscriptions: ['lab:///no-such-resource'], ...everyFlag, ...filter },
      { [firstFlag]: filter[firstFlag] ?? true },
    ];
    const opened = await Promise.all(asked.map((one) => openSubscription(context, session, one)));
    await Promise.all(opened.map(({ close }) => close()));
    const told: string[] = [];
    for (const [index, { acknowledgement, sent, text }] of opened.entries()) {
      const requested = asked[index] ?? {};
      if (acknowledgement === undefined) return context.untestable(`the subscription got ${text}`);
      const honoured = honouredBy(acknowledgement);
      const fault = isJsonObject(honoured)
        ? findExcess(honoured, requested, session.capabilities)
        : 'notifications is no object';
      if (fault !== undefined) {
        const reason = `asked for ${quoteJson(requested)}, acknowledged ${quoteJson(honoured)}: ${fault}`;
        return context.violated(reason, [...sent, acknowledgement]);
      }
      told.push(`${quoteJson(requested)} as ${quoteJson(honoured)}`);
    }
    return context.passed(`acknowledged were ${told.join(' and ')}`, [opened[0]?.acknowledgement]);
  },
};

function honouredBy({ json }: Frame) {
  return isJsonObject(json) && isJsonObject(json.params) ? json.params.notifications : undefined;
}

function findExcess(honoured: JsonObject, requested: JsonObject, capabilities: JsonObject): string | undefined {
  const declared = declaredKinds(capabilities);
  for (const { flag } of listKinds) {
    if (honoured[flag] !== true) continue;
    if (requested[flag] !== true) return `${flag} was not asked for`;
    if (!declared.some((kind) => kind.flag === flag)) return `${flag} is not declared`;
  }
  const uris = honoured.resourceSubscriptions;
  if (!Array.isArray(uris) || uris.length === 0) return undefined;
  if (!canSubscribe(capabilities)) return 'resources.subscribe is not declared';
  const wanted = Array.isArray(requested.resourceSubscriptions) ? requested.resourceSubscriptions : [];
  const excess = uris.find((uri) => !wanted.includes(uri));
  return excess === undefined ? undefined : `${quoteJson(excess)} was not asked for`;
}
