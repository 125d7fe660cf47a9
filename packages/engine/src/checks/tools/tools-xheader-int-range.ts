import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { judgeListed, nameOf } from './listed-entries.ts';
import { mirroredParameters } from './mirrored-parameters.ts';

export const toolsXheaderIntRangeCheck: Check = {
  id: 'tools-xheader-int-range',
  area: 'tools',
  title: 'Integers that are mirrored into headers stay exact',
  level: 'MUST',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/tools#x-mcp-header',
  fix: 'Bound the parameter with minimum and maximum within ±9007199254740991, or take larger numbers as strings.',
  run(context) {
    const integersOf = ({ inputSchema }: JsonObject) =>
      mirroredParameters(inputSchema).filter(({ schema }) => schema.type === 'integer');
    const unbounded: string[] = [];
    const sound = 'have mirrored integers that every client writes exactly';
    const outcome = judgeListed(
      context,
      'tools',
      sound,
      (tool) => {
        for (const { name, schema } of integersOf(tool)) {
          const unsafe = numbersOf(schema).find(
            (number) => !Number.isSafeInteger(number) && Math.abs(number) > Number.MAX_SAFE_INTEGER,
          );
          if (unsafe !== undefined) return `lets ${quoteJson(name)} be ${unsafe}, beyond ±(2^53 − 1)`;
          const isBounded =
            hasBound(schema.minimum, schema.exclusiveMinimum) && hasBound(schema.maximum, schema.exclusiveMaximum);
          if (!isBounded && schema.enum === undefined && schema.const === undefined)
            unbounded.push(`${nameOf(tool)}: ${quoteJson(name)}`);
        }
        return undefined;
      },
      (tool) => integersOf(tool).length > 0,
    );
    const [first] = unbounded;
    if (outcome.verdict !== 'pass' || first === undefined) return outcome;
    return context.informed(`no bounds say that the mirrored integer stays within ±(2^53 − 1): ${first}`);
  },
};

/** Every number the schema names as one the parameter may be. */
function numbersOf({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  const: only,
  enum: choices,
  default: usual,
}: JsonObject): number[] {
  const named = [
    minimum,
    maximum,
    exclusiveMinimum,
    exclusiveMaximum,
    only,
    usual,
    ...(Array.isArray(choices) ? choices : []),
  ];
  return named.filter((value) => typeof value === 'number');
}

function hasBound(...bounds: (JsonValue | undefined)[]): boolean {
  return bounds.some((bound) => typeof bound === 'number');
}
