import type { JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { judgeListed } from './listed-entries.ts';
import { mirroredParameters } from './mirrored-parameters.ts';

export const toolsXheaderSensitiveCheck: Check = {
  id: 'tools-xheader-sensitive',
  area: 'tools',
  title: 'Nothing that looks secret is mirrored into a header',
  level: 'SHOULD',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/tools#x-mcp-header',
  fix: 'Take x-mcp-header off the parameter: headers are written to the logs of every proxy on the way.',
  run(context) {
    const isMirrored = ({ inputSchema }: JsonObject) => mirroredParameters(inputSchema).length > 0;
    return judgeListed(
      context,
      'tools',
      'mirror nothing that looks secret',
      ({ inputSchema }) => {
        const secret = mirroredParameters(inputSchema).find(({ name, header, schema }) =>
          [name, header, schema.title].some((text) => typeof text === 'string' && looksSecret(text)),
        );
        return (
          secret &&
          `mirrors ${quoteJson(secret.name, 60)} into the header Mcp-Param-${String(secret.header).slice(0, 60)}`
        );
      },
      isMirrored,
    );
  },
};

const secretWords =
  /(?:^|[^a-z])(?:pass(?:word|wd|phrase|code)|secret|token|api[_ -]?key|credentials?|private[_ -]?key|authorization|ssn|pin|cvv)(?:$|[^a-z])/i;

/** Names are split where their case changes: `apiKey` is two words. */
function looksSecret(text: string): boolean {
  return secretWords.test(text.slice(0, 200).replaceAll(/([a-z])([A-Z])/g, '$1 $2'));
}
