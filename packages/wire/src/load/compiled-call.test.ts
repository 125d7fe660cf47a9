import { expect, test } from 'vitest';
import { CompiledCall } from './compiled-call.ts';

const numbers = { n: 4, vu: 2 };

test('a modern call carries its metadata and repeats in headers what the revision asks for', () => {
  const call = new CompiledCall('tools/call', { name: 'echo', _meta: { progressToken: 1 } }, '2026-07-28', {
    'Mcp-Param-Region': 'eu-$n',
  });
  const message = JSON.parse(`{"id":1${call.rest.fill(numbers)}`);
  expect(message.params._meta).toMatchObject({
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    progressToken: 1,
  });
  const lines = 'Mcp-Method: tools/call\r\nMcp-Name: echo\r\nMcp-Param-Region: eu-4\r\n';
  expect(call.headers.fill(numbers)).toBe(lines);
});

test('a legacy call has neither, and nothing can be smuggled into a request', () => {
  const call = new CompiledCall('ping', undefined, '2025-11-25', {
    'Mcp-Param-A\r\nX-Smuggled': '1',
    'Mcp-Param-B': '1\r\nX-Smuggled: 1',
    'Mcp-Param-C': 'fine',
  });
  expect(call.rest.fill(numbers)).toBe(',"method":"ping"}');
  expect(call.headers.fill(numbers)).toBe('Mcp-Param-C: fine\r\n');
});
