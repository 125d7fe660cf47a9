import { isJsonObject, type JsonValue, type Reply } from '@mcp-lab/wire';

const maxTexts = 10_000;
const maxDepth = 60;

/** Every text of a reply, result or error, blobs decoded, one to a line. */
export function textOfReply({ message }: Pick<Reply, 'message'>): string {
  const texts: string[] = [];
  if (message !== undefined) collect(message.result ?? message.error ?? null, texts, 0);
  return texts.join('\n');
}

function collect(value: JsonValue, texts: string[], depth: number): void {
  if (depth > maxDepth || texts.length >= maxTexts) return;
  if (typeof value === 'string') texts.push(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, texts, depth + 1);
  else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const isBytes = (name === 'blob' || name === 'data') && typeof member === 'string';
      if (isBytes) texts.push(Buffer.from(member, 'base64').toString('utf8'));
      collect(member, texts, depth + 1);
    }
  }
}
