import type { Check } from '../../check/check.ts';
import { measureJson } from '../../json-schema/measure-json.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { compileListed, schemasOf } from './compile-listed.ts';
import { judgeListed } from './listed-entries.ts';

/** No client has published its limits; a schema of more than these is far from anything a model can fill in. */
const maxDepth = 64;
const maxSubschemas = 2_000;
const maxBytes = 256_000;

export const toolsSchemaBoundedCheck: Check = {
  id: 'tools-schema-bounded',
  area: 'tools',
  title: 'No schema is so large that clients refuse it',
  level: 'SHOULD',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/index#composition-keyword-resource-use',
  fix: 'Flatten the schema, or split the tool: clients bound the depth, the number of subschemas and the size they accept.',
  run(context) {
    const sound = `have schemas of at most ${maxDepth} levels, ${maxSubschemas} subschemas and ${maxBytes} bytes`;
    return judgeListed(context, 'tools', sound, (tool) => {
      for (const { what, schema } of schemasOf(tool)) {
        const bytes = Buffer.byteLength(JSON.stringify(schema));
        const { depth } = measureJson(schema);
        const compiled = compileListed(schema, context.revision);
        const subschemas = compiled.ok ? compiled.subschemas : 0;
        const isTooMuch = bytes > maxBytes || depth > maxDepth || subschemas > maxSubschemas;
        if (isTooMuch)
          return `has an ${what} of ${bytes} bytes, ${depth} levels and ${subschemas} subschemas; at most ${maxDepth} levels, ${maxSubschemas} subschemas and ${maxBytes} bytes are reasonable`;
      }
      return undefined;
    });
  },
};
