import { legacyRevisions, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { requestUnsupportedVersion } from './request-version.ts';
import { unsupportedVersion } from './unsupported-version.ts';

export const initVersionCounterofferCheck: Check = {
  id: 'init-version-counteroffer',
  area: 'lifecycle',
  title: 'An unsupported version is answered with a supported one',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/lifecycle#version-negotiation',
  fix: 'Answer initialize with an unsupported protocolVersion with a normal result that names a version the server supports; the client then decides.',
  async run(context) {
    const { reply, version, text, evidence } = await requestUnsupportedVersion(context);
    const came = `initialize with ${unsupportedVersion} got ${text}`;
    if (version === unsupportedVersion) {
      return context.violated(`expected another version than the made-up ${unsupportedVersion}; ${came}`, evidence);
    }
    if (version === undefined) {
      // The page's own example shows such an error, and 2026-07-28 demands the other one.
      const isTolerable = reply?.error?.code === -32602 || reply?.error?.code === -32022;
      const reason = `expected a result that names a supported version; ${came}`;
      return isTolerable ? context.warned(reason, evidence) : context.violated(reason, evidence);
    }
    if (modernRevisions.some((revision) => revision === version)) {
      return context.violated(`${quoteJson(version)} cannot be agreed on by initialize; ${came}`, evidence);
    }
    return context.passed(`initialize with ${unsupportedVersion} was answered with ${version}`, evidence);
  },
};
