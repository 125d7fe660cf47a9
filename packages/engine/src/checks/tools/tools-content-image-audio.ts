import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { findMediaFault, judgeBlocks, nameToolWithIt, toolBlocks } from './content-blocks.ts';

export const toolsContentImageAudioCheck: Check = {
  id: 'tools-content-image-audio',
  area: 'tools',
  title: 'Image and audio blocks carry Base64 and a media type',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool-result',
  fix: 'Encode "data" as standard Base64 with padding, without a data: prefix, and set "mimeType".',
  run: (context) =>
    judgeBlocks(
      context,
      toolBlocks(context),
      ['image', 'audio'],
      { subjects: 'image and audio blocks', sound: 'have Base64 data and a media type', how: nameToolWithIt },
      findMediaFault,
    ),
};
