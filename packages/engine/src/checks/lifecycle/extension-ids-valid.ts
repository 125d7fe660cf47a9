import { isJsonObject, type JsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from './modern-scope.ts';
import { discoverResultsInRun } from './results-in-run.ts';

/** Labels begin with a letter and end with a letter or digit; the name does so with letters and digits, or is empty. */
const extensionId = /^[a-z](?:[a-z\d-]*[a-z\d])?(?:\.[a-z](?:[a-z\d-]*[a-z\d])?)*\/(?:[a-z\d](?:[\w.-]*[a-z\d])?)?$/i;

export const extensionIdsValidCheck: Check = {
  id: 'extension-ids-valid',
  area: 'lifecycle',
  title: 'Extensions have ids with a prefix, and objects as settings',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/versioning#extension-negotiation',
  fix: 'Name an extension "vendor.prefix/name", after the rules for _meta keys, and give it an object, {} without settings.',
  run(context) {
    const discovered = discoverResultsInRun(context);
    if (discovered.length === 0) return context.untestable('the server sent no discover results');
    const declaring = discovered.filter(({ result }) => extensionsOf(result) !== undefined);
    const [first] = declaring;
    if (first === undefined) return context.notApplicable('the server declares no extensions');
    for (const { frame, result } of declaring) {
      const fault = faultOf(extensionsOf(result));
      if (fault !== undefined) return context.violated(fault, [frame]);
    }
    const ids = Object.keys(extensionsOf(first.result) ?? {});
    return context.passed(`well-formed: ${ids.map((id) => quoteJson(id)).join(', ') || 'an empty map'}`, [first.frame]);
  },
};

function extensionsOf({ capabilities }: JsonObject) {
  return isJsonObject(capabilities) ? capabilities.extensions : undefined;
}

function faultOf(extensions: ReturnType<typeof extensionsOf>): string | undefined {
  if (!isJsonObject(extensions)) return `expected an object as capabilities.extensions, got ${quoteJson(extensions)}`;
  for (const [id, settings] of Object.entries(extensions)) {
    if (!id.includes('/')) return `the extension id ${quoteJson(id)} has no prefix`;
    if (!extensionId.test(id)) return `the extension id ${quoteJson(id)} breaks the rules for _meta keys`;
    if (!isJsonObject(settings)) return `the settings of ${quoteJson(id)} are ${quoteJson(settings)}, not an object`;
  }
  return undefined;
}
