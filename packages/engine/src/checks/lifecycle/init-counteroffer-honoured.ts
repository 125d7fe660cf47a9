import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { requestUnsupportedVersion, requestVersion } from './request-version.ts';
import { unsupportedVersion } from './unsupported-version.ts';

export const initCounterofferHonouredCheck: Check = {
  id: 'init-counteroffer-honoured',
  area: 'lifecycle',
  title: 'The counter-offered version is accepted when asked for',
  level: 'MUST',
  derived: 'duty',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/lifecycle#version-negotiation',
  fix: 'Only offer versions that initialize accepts: take the counter-offer from the same list that requests are compared with.',
  async run(context) {
    const offer = await requestUnsupportedVersion(context);
    if (offer.version === undefined || offer.version === unsupportedVersion) {
      return context.untestable(`there was no counter-offer: initialize with ${unsupportedVersion} got ${offer.text}`);
    }
    const second = await requestVersion(context, offer.version);
    const evidence = [...offer.evidence, ...second.evidence];
    if (second.version === offer.version) return context.passed(`the offered ${offer.version} was accepted`, evidence);
    const reason = `the server offered ${offer.version}; initialize with it got ${second.text}`;
    return context.violated(reason, evidence);
  },
};
