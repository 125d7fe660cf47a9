import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { isFormatted } from '../../revision/string-format.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { findEmbeddedFault, isMediaType, judgeBlocks } from '../tools/content-blocks.ts';
import { namePromptWithIt, promptBlocks } from './prompt-messages.ts';

export const promptsEmbeddedResourceCheck: Check = {
  id: 'prompts-embedded-resource',
  area: 'prompts',
  title: 'Resources embedded in prompts have a URI, a media type and content',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/prompts#embedded-resources',
  fix: 'Give "resource" a valid "uri", a "mimeType", and "text" or a Base64 "blob".',
  run: (context) =>
    judgeBlocks(
      context,
      promptBlocks(context),
      ['resource'],
      {
        subjects: 'resources embedded in prompts',
        sound: 'have a URI, a media type and content',
        how: namePromptWithIt,
      },
      findFault,
    ),
};

function findFault(block: JsonObject): string | undefined {
  const fault = findEmbeddedFault(block);
  if (fault !== undefined || !isJsonObject(block.resource)) return fault;
  const { uri, mimeType, blob } = block.resource;
  if (!isFormatted('uri', String(uri))) return 'uri is not absolute';
  if (typeof mimeType !== 'string' || !isMediaType(mimeType)) return `mimeType is ${quoteJson(mimeType, 60)}`;
  return typeof blob === 'string' && !isFormatted('base64', blob) ? 'blob is not Base64' : undefined;
}
