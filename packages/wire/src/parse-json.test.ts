import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

const parse = (text: string, maxDepth = 10) => parseJson(Buffer.from(text), maxDepth);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it('parses any value', () => {
    expect(parse('{"a":[1,"ä",null]}')).toEqual({ ok: true, value: { a: [1, 'ä', null] } });
    expect(parse('null')).toEqual({ ok: true, value: null });
  });

  it('gives a reason for what does not parse', () => {
    expect(parse('{"a":')).toMatchObject({ ok: false, reason: expect.stringContaining('JSON') });
    expect(parse('')).toEqual({ ok: false, reason: 'empty' });
    expect(parse('\ufeff{}').ok).toBe(false);
  });

  it('refuses nesting past the cap and allows it at the cap', () => {
    expect(parse(nested(10)).ok).toBe(true);
    expect(parse(nested(11))).toEqual({ ok: false, reason: 'nested deeper than 10' });
    expect(parse(`${'{"a":'.repeat(11)}1${'}'.repeat(11)}`).ok).toBe(false);
  });

  it('refuses an enormous nest without walking into it', () => {
    expect(parse('['.repeat(5_000_000)).ok).toBe(false);
  });

  it('counts depth, not brackets', () => {
    expect(parse(`[${Array(50).fill('[[]]').join(',')}]`).ok).toBe(true);
  });

  it('ignores brackets inside strings, with any escapes', () => {
    expect(parse(`["${'['.repeat(50)}"]`).ok).toBe(true);
    expect(parse(`["\\"${'['.repeat(50)}\\\\"]`).ok).toBe(true);
    expect(parse(`["\\\\",${nested(11)}]`).ok).toBe(false);
  });

  it('drops prototype keys however they are spelled, at any depth', () => {
    for (const key of ['__proto__', '\\u005f_proto__', '__\\u0070roto__']) {
      const parsed = parse(`{"a":[{"${key}":{"admin":true},"b":1}]}`);
      expect(parsed).toEqual({ ok: true, value: { a: [{ b: 1 }] } });
      const copy = parsed.ok ? Object.assign({}, (parsed.value as { a: object[] }).a[0]) : {};
      expect('admin' in copy).toBe(false);
    }
  });

  it('keeps the text __proto__ where it is no key', () => {
    expect(parse('["__proto__"]')).toEqual({ ok: true, value: ['__proto__'] });
  });

  it('lets the last of duplicate keys win', () => {
    expect(parse('{"id":1,"id":2}')).toEqual({ ok: true, value: { id: 2 } });
  });
});
