import { isJsonObject, type JsonValue, modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';
import { requestAtVersion } from './request-at-version.ts';
import { unsupportedVersion } from './unsupported-version.ts';

const code = -32022;
/** What release candidates of the revision used for the same error. */
const candidateCode = -32004;

export const versionUnsupportedErrorCheck: Check = {
  id: 'version-unsupported-error',
  area: 'lifecycle',
  title: 'An unsupported version gets error -32022 that names the supported ones',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/versioning#protocol-version-negotiation',
  fix: 'Answer with error -32022 and data {supported: [versions you serve], requested: the version you got}.',
  async run(context) {
    // Only discover before it: whether the version is looked at on later requests too, another check asks.
    const session = await context.open();
    const { opening } = session;
    if (!isJsonObject(opening?.result)) {
      return context.untestable(`the opening got ${opening ? describeReply(opening) : 'nothing'}`);
    }
    const reply = await requestAtVersion(session, ordinaryMethod(session.capabilities), unsupportedVersion, {
      timeoutMs: patienceMs,
    });
    const fault = faultOf(reply);
    if (fault === undefined) return context.passed(`refused with ${describeReply(reply)}`, replyEvidence(reply));
    const expected = `expected error ${code} with data.supported and data.requested "${unsupportedVersion}"`;
    return context.violated(`${expected}; ${fault}: ${describeReply(reply)}`, replyEvidence(reply));
  },
};

function faultOf(reply: Reply): string | undefined {
  if (reply.message === undefined) return 'no JSON-RPC answer came';
  if (reply.error === undefined) return 'the request was served';
  if (reply.error.code === candidateCode) return 'this is the code of a release candidate of the revision';
  if (reply.error.code !== code) return 'the code is another one';
  const { data } = reply.error;
  if (!isJsonObject(data)) return 'data is missing';
  if (!isVersionList(data.supported)) return 'data.supported is not a non-empty array of strings';
  return data.requested === unsupportedVersion ? undefined : 'data.requested is not what was sent';
}

function isVersionList(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((version) => typeof version === 'string');
}
