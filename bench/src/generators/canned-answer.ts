const initialized = JSON.stringify({
  protocolVersion: 'VERSION',
  capabilities: { tools: {} },
  serverInfo: { name: 'canned', version: '1.0.0' },
});
const tool = {
  name: 'echo',
  description: 'Says ok.',
  inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
  annotations: { readOnlyHint: true },
};
const listed = JSON.stringify({ tools: [tool] });
const called = JSON.stringify({ content: [{ type: 'text', text: 'ok' }] });

/**
 * The answer to one JSON-RPC message, found with string searches alone: the server must cost less than who measures it.
 * Undefined for what has no answer.
 */
export function cannedAnswer(message: string): string | undefined {
  const id = /"id":\s*("[^"]*"|\d+)/.exec(message)?.[1];
  if (id === undefined) return undefined;
  return `{"jsonrpc":"2.0","id":${id},"result":${cannedResult(message)}}`;
}

function cannedResult(message: string): string {
  if (message.includes('"tools/call"')) return called;
  if (message.includes('"tools/list"')) return listed;
  if (!message.includes('"initialize"')) return '{}';
  const version = /"protocolVersion":\s*"([^"]*)"/.exec(message)?.[1] ?? '2025-11-25';
  return initialized.replace('VERSION', version);
}
