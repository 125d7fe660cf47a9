import { encodeHeaderValue } from '@mcp-lab/wire';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import type { HeaderProbe } from './judge-header-rejections.ts';
import type { NamedRequest } from './named-requests.ts';

const method = harmlessMethod('2026-07-28');
/** Listed by no server. */
const otherName = 'mcp-lab-other-name';

export const withoutMethodHeader: HeaderProbe = {
  what: `a ${method} without Mcp-Method`,
  method,
  headers: { 'Mcp-Method': null },
};

export const withOtherMethodHeader: HeaderProbe = {
  what: `a ${method} with "Mcp-Method: tools/list"`,
  method,
  headers: { 'Mcp-Method': 'tools/list' },
};

export const withUpperCaseMethodHeader: HeaderProbe = {
  what: `a ${method} with "Mcp-Method: ${method.toUpperCase()}"`,
  method,
  headers: { 'Mcp-Method': method.toUpperCase() },
};

export function withoutNameHeader(request: NamedRequest): HeaderProbe {
  return withNameHeader(request, null, `a ${request.method} without Mcp-Name`);
}

export function withOtherNameHeader(request: NamedRequest): HeaderProbe {
  return withNameHeader(request, otherName, `a ${request.method} with the Mcp-Name of something else`);
}

export function withOtherSentinel(request: NamedRequest): HeaderProbe {
  return withNameHeader(request, toSentinel(otherName), `a ${request.method} whose Mcp-Name decodes to another name`);
}

export function withBrokenSentinel(request: NamedRequest): HeaderProbe {
  const broken = '=?base64?%%%not-base64%%%?=';
  return withNameHeader(request, broken, `a ${request.method} with broken Base64 in Mcp-Name`);
}

/** In Base64 also where that is not needed. */
export function toSentinel(value: string): string {
  const encoded = encodeHeaderValue(value);
  return encoded === value ? `=?base64?${Buffer.from(value, 'utf8').toString('base64')}?=` : encoded;
}

function withNameHeader(
  { method: named, params, headers }: NamedRequest,
  value: string | null,
  what: string,
): HeaderProbe {
  return { what, method: named, params, headers: { ...headers, 'Mcp-Name': value } };
}
