import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

/** All text of a result, joined by line feeds: blocks of a tool, contents of a resource, messages of a prompt. */
export function textOfResult(result: JsonObject): string {
  return [
    ...listOf(result.content).map(textOfBlock),
    ...listOf(result.contents).map(textOfBlock),
    ...listOf(result.messages).map((message) =>
      isJsonObject(message.content) ? textOfBlock(message.content) : undefined,
    ),
  ]
    .filter((text) => text !== undefined)
    .join('\n');
}

function textOfBlock(block: JsonObject): string | undefined {
  if (typeof block.text === 'string') return block.text;
  return isJsonObject(block.resource) ? textOfBlock(block.resource) : undefined;
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
