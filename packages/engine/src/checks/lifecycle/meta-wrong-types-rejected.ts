import { type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeMetaRejections, type MetaFlaw } from './judge-meta-rejections.ts';
import { clientCapabilitiesKey, modernTransports, protocolVersionKey } from './modern-scope.ts';

export const metaWrongTypesRejectedCheck: Check = {
  id: 'meta-wrong-types-rejected',
  area: 'lifecycle',
  title: 'Required _meta fields of a wrong type are refused with -32602',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'schema#requestmetaobject',
  fix: 'Validate the types in _meta as well as the presence: protocolVersion is a string, clientCapabilities an object.',
  run: (context) =>
    judgeMetaRejections(context, [
      withValue('the number 20260728 as protocolVersion', protocolVersionKey, 20260728),
      withValue('an array as clientCapabilities', clientCapabilitiesKey, []),
      withValue('a string as clientCapabilities', clientCapabilitiesKey, 'none'),
    ]),
};

function withValue(what: string, key: string, value: JsonValue): MetaFlaw {
  return {
    what: `a request with ${what}`,
    spoil: ({ _meta, ...params }) => ({ ...params, _meta: { ..._meta, [key]: value } }),
    hidesVersion: key === protocolVersionKey,
  };
}
