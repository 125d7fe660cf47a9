import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { requestUnsupportedVersion } from './request-version.ts';
import { unsupportedVersion } from './unsupported-version.ts';

export const initVersionLatestCheck: Check = {
  id: 'init-version-latest',
  area: 'lifecycle',
  title: 'The counter-offer is the newest supported version',
  level: 'SHOULD',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/lifecycle#version-negotiation',
  fix: 'Offer the newest version the server can open with initialize when the requested one is not supported.',
  async run(context) {
    const newest = context.profile.legacy.toSorted().at(-1);
    if (newest === undefined) return context.untestable('no version is known to be supported');
    const { version, text, evidence } = await requestUnsupportedVersion(context);
    if (version === undefined || version === unsupportedVersion) {
      return context.untestable(`there was no counter-offer: initialize with ${unsupportedVersion} got ${text}`);
    }
    // Newer than all this build knows is the newest too.
    if (version >= newest) return context.passed(`the counter-offer is ${version}`, evidence);
    return context.violated(`the server supports ${newest} but offers ${version}`, evidence);
  },
};
