import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { compileListed, schemasOf } from './compile-listed.ts';
import { judgeListed } from './listed-entries.ts';

export const toolsSchemaRefLocalCheck: Check = {
  id: 'tools-schema-ref-local',
  area: 'tools',
  title: 'No schema refers to a document on the network',
  level: 'SHOULD',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/index#ref-resolution',
  fix: 'Put the schema that is referred to under "$defs" and refer to it with "#/$defs/…": clients do not fetch schemas.',
  run(context) {
    return judgeListed(context, 'tools', 'have schemas without references to the network', (tool) => {
      for (const { what, schema } of schemasOf(tool)) {
        const compiled = compileListed(schema, context.revision);
        const [remote] = compiled.ok ? compiled.remoteReferences : [];
        if (remote !== undefined) return `refers in its ${what} to ${quoteJson(remote)}`;
      }
      return undefined;
    });
  },
};
