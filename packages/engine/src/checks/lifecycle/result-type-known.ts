import { isJsonObject, type JsonObject, type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { clientCapabilitiesKey, modernTransports } from './modern-scope.ts';
import { metaOf, type ResultInRun, resultsInRun } from './results-in-run.ts';

const coreTypes = ['complete', 'input_required'];

export const resultTypeKnownCheck: Check = {
  id: 'result-type-known',
  area: 'lifecycle',
  title: 'resultType is one the client can know',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/index#resulttype',
  fix: 'Use "complete" or "input_required"; a value of an extension only towards clients that declare the extension.',
  run(context) {
    const serverExtensions = extensionsIn(context.tour.capabilities);
    const typed = resultsInRun(context).filter(({ result }) => typeof result.resultType === 'string');
    return judgeEach(context, typed, { subjects: 'results with a resultType', sound: 'use a known one' }, (one) => {
      if (coreTypes.some((type) => type === one.result.resultType)) return undefined;
      // Which extension owns which value is not published in one place: a shared extension excuses any.
      if (clientExtensionsOf(one).some((name) => serverExtensions.includes(name))) return undefined;
      const type = quoteJson(one.result.resultType);
      return `${one.method} has resultType ${type}, and client and server declared no common extension`;
    });
  },
};

function clientExtensionsOf({ request }: ResultInRun): string[] {
  const params = isJsonObject(request.params) ? request.params : {};
  return extensionsIn(metaOf(params)[clientCapabilitiesKey]);
}

function extensionsIn(capabilities: JsonObject | JsonValue | undefined): string[] {
  const extensions = isJsonObject(capabilities) ? capabilities.extensions : undefined;
  return isJsonObject(extensions) ? Object.keys(extensions) : [];
}
