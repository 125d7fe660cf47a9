import { describe, expect, it } from 'vitest';
import { mergeHeaders } from './merge-headers.ts';
import { encodeHeaderValue, mirrorHeaders, mirrorParameters } from './mirror-headers.ts';

describe('encodeHeaderValue', () => {
  it('leaves safe ASCII as it is', () => {
    for (const value of ['echo', 'a b', 'tab\tinside', '=?base64?open']) expect(encodeHeaderValue(value)).toBe(value);
  });

  it('wraps everything else', () => {
    for (const value of ['é', '', ' a', 'a ', 'a\nb', '=?base64?YQ==?=', '\u007f']) {
      const [, base64 = ''] = /^=\?base64\?(.*)\?=$/.exec(encodeHeaderValue(value)) ?? [];
      expect(Buffer.from(base64, 'base64').toString()).toBe(value);
      expect(encodeHeaderValue(value)).not.toBe(value);
    }
  });
});

describe('mirrorHeaders', () => {
  it('repeats the method, and the name where there is one', () => {
    expect(mirrorHeaders('tools/list', {})).toEqual([['Mcp-Method', 'tools/list']]);
    expect(mirrorHeaders('tools/call', { name: 'echo' })).toContainEqual(['Mcp-Name', 'echo']);
    expect(mirrorHeaders('resources/read', { uri: 'a:b' })).toContainEqual(['Mcp-Name', 'a:b']);
    expect(mirrorHeaders('tasks/cancel', { taskId: 't' })).toContainEqual(['Mcp-Name', 't']);
    expect(mirrorHeaders('tools/call', { name: 5 })).toHaveLength(1);
  });
});

describe('mirrorParameters', () => {
  const schema = {
    type: 'object',
    properties: {
      region: { type: 'string', 'x-mcp-header': 'Region' },
      count: { type: 'integer', 'x-mcp-header': 'Count' },
      plain: { type: 'string' },
      deep: { type: 'object', properties: { flag: { type: 'boolean', 'x-mcp-header': 'Flag' } } },
    },
  };

  it('mirrors annotated arguments at any depth', () => {
    const args = { region: 'Zürich', count: 42, plain: 'x', deep: { flag: false } };
    expect(mirrorParameters(schema, args)).toEqual({
      'Mcp-Param-Region': encodeHeaderValue('Zürich'),
      'Mcp-Param-Count': '42',
      'Mcp-Param-Flag': 'false',
    });
  });

  it('omits absent, null and structured ones', () => {
    expect(mirrorParameters(schema, { region: null, count: [1] })).toEqual({});
    expect(mirrorParameters(undefined, { region: 'x' })).toEqual({});
  });
});

describe('mergeHeaders', () => {
  it('replaces without regard to case, removes, repeats and keeps odd case', () => {
    const base: [string, string][] = [
      ['Accept', 'a'],
      ['Content-Type', 'b'],
    ];
    expect(mergeHeaders(base, { ACCEPT: 'x', 'content-type': null, 'X-Many': ['1', '2'] })).toEqual([
      ['ACCEPT', 'x'],
      ['X-Many', '1'],
      ['X-Many', '2'],
    ]);
    expect(mergeHeaders(base, { accept: '1', ACCEPT: '2' })).toHaveLength(3);
    expect(mergeHeaders(base, undefined)).toBe(base);
  });
});
