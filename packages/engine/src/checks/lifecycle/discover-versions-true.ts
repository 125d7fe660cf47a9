import { isJsonObject, modernRevisions, type Reply, type Session } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { isLegacyVersion } from './is-legacy-version.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';
import { requestAtVersion } from './request-at-version.ts';

/** A hostile server may list thousands. */
const maxVersionsTried = 8;

export const discoverVersionsTrueCheck: Check = {
  id: 'discover-versions-true',
  area: 'lifecycle',
  title: 'Every modern version in supportedVersions is accepted on a real request',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/versioning#protocol-version-negotiation',
  fix: 'Derive supportedVersions and the version check of every request from one list.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const listed = supportedVersionsOf(session);
    if (listed === undefined) return context.untestable('the discover result has no supportedVersions of strings');
    if (!listed.includes(context.revision)) {
      const reason = `${context.revision} was just served, but supportedVersions is ${JSON.stringify(listed)}`;
      return context.violated(reason, replyEvidence(session.opening));
    }
    const modern = listed.filter((version) => !isLegacyVersion(version)).slice(0, maxVersionsTried);
    for (const version of modern) {
      const reply = await requestAtVersion(session, ordinaryMethod(session.capabilities), version, {
        timeoutMs: patienceMs,
      });
      if (refusesVersion(reply, version === context.revision)) {
        const reason = `${version} stands in supportedVersions, but a request naming it got ${describeReply(reply)}`;
        return context.violated(reason, replyEvidence(session.opening, reply));
      }
    }
    return context.passed(`${modern.join(', ')}: listed and accepted`, replyEvidence(session.opening));
  },
};

function supportedVersionsOf(session: Session): string[] | undefined {
  const result = session.opening?.result;
  const listed = isJsonObject(result) ? result.supportedVersions : undefined;
  if (!Array.isArray(listed) || !listed.every((version) => typeof version === 'string')) return undefined;
  return listed;
}

/** Of a version this build does not know nothing is certain but that its name must not be refused. */
function refusesVersion(reply: Reply, isKnown: boolean): boolean {
  return isKnown ? !isJsonObject(reply.result) : reply.error?.code === -32022;
}
