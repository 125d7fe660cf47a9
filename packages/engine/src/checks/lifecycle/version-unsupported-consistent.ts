import { isJsonObject, type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { isLegacyVersion } from './is-legacy-version.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';
import { requestAtVersion } from './request-at-version.ts';
import { unsupportedVersion } from './unsupported-version.ts';

export const versionUnsupportedConsistentCheck: Check = {
  id: 'version-unsupported-consistent',
  area: 'lifecycle',
  title: 'Error -32022 and server/discover name the same versions',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'schema#unsupportedprotocolversionerror',
  fix: 'Build supportedVersions of discover and data.supported of error -32022 from one list.',
  async run(context) {
    const session = await context.borrow();
    const result = session.opening?.result;
    const listed = isJsonObject(result) ? modernMembers(result.supportedVersions) : undefined;
    if (listed === undefined) return context.untestable('server/discover gave no list of versions');
    const reply = await requestAtVersion(session, ordinaryMethod(session.capabilities), unsupportedVersion);
    const data = reply.error?.data;
    const named = isJsonObject(data) ? modernMembers(data.supported) : undefined;
    if (named === undefined) {
      return context.untestable(`an unsupported version got no list of versions: ${describeReply(reply)}`);
    }
    const evidence = replyEvidence(session.opening, reply);
    const texts = [listed, named].map((versions) => JSON.stringify([...versions].sort()));
    if (texts[0] === texts[1]) return context.passed(`both name ${texts[0]}`, evidence);
    const reason = `discover names the modern versions ${texts[0]}, the error ${texts[1]}`;
    return context.violated(reason, evidence);
  },
};

/** Without the legacy revisions: a server of both eras may name those in either list, or in both. */
function modernMembers(value: JsonValue | undefined): Set<string> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const strings = value.filter((version) => typeof version === 'string');
  return new Set(strings.filter((version) => !isLegacyVersion(version)));
}
