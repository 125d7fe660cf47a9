import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { findMediaFault, judgeBlocks } from '../tools/content-blocks.ts';
import { namePromptWithIt, promptBlocks } from './prompt-messages.ts';

export const promptsImageAudioBase64Check: Check = {
  id: 'prompts-image-audio-base64',
  area: 'prompts',
  title: 'Images and audio in prompts carry Base64 and a media type',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/prompts#image-content',
  fix: 'Encode "data" as standard Base64 with padding, and set "mimeType".',
  run: (context) =>
    judgeBlocks(
      context,
      promptBlocks(context),
      ['image', 'audio'],
      { subjects: 'images and audio in prompts', sound: 'have Base64 data and a media type', how: namePromptWithIt },
      findMediaFault,
    ),
};
