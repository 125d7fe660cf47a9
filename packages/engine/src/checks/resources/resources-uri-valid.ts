import type { JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { isFormatted } from '../../revision/string-format.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeListed } from '../tools/listed-entries.ts';

export const resourcesUriValidCheck: Check = {
  id: 'resources-uri-valid',
  area: 'resources',
  title: 'Every resource has an absolute URI',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#custom-uri-schemes',
  fix: 'Use absolute URIs by RFC 3986: a scheme, and percent-encoding for spaces and other odd characters.',
  run(context) {
    const hasUri = ({ uri }: JsonObject) => typeof uri === 'string';
    return judgeListed(
      context,
      'resources',
      'have absolute URIs',
      ({ uri }) => (isFormatted('uri', String(uri)) ? undefined : 'has a uri that is not absolute by RFC 3986'),
      hasUri,
    );
  },
};
