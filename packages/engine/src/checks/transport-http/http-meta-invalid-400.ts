import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { clientCapabilitiesKey, protocolVersionKey } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { modernHttp } from './modern-http.ts';

/** What is wrong with a `_meta`, and how it comes to be so. */
const flaws: readonly (readonly [what: string, spoil: (meta: JsonObject) => JsonValue | undefined])[] = [
  ['a request without _meta', () => undefined],
  ['a request without protocolVersion', ({ [protocolVersionKey]: _version, ...meta }) => meta],
  ['a request without clientCapabilities', ({ [clientCapabilitiesKey]: _capabilities, ...meta }) => meta],
  ['a request with an array as clientCapabilities', (meta) => ({ ...meta, [clientCapabilitiesKey]: [] })],
];

export const httpMetaInvalid400Check: Check = {
  ...modernHttp,
  id: 'http-meta-invalid-400',
  title: 'A refusal because of _meta has the HTTP status 400',
  level: 'MUST',
  spec: 'basic/index#meta',
  fix: 'Answer a request whose _meta lacks a required field, or has it in a wrong type, with the status 400.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const attempts = await Promise.all(
      flaws.map(async ([what, spoil], index) => {
        const { params, ...envelope } = buildRequest(context.revision, `flaw-${index}`);
        const { _meta, ...others } = params as JsonObject & { _meta: JsonObject };
        const meta = spoil(_meta);
        const spoilt = { ...envelope, params: meta === undefined ? others : { ...others, _meta: meta } };
        return { what, reply: await session.send(spoilt, { timeoutMs: patienceMs }) };
      }),
    );
    // Whether they are refused at all is asked elsewhere.
    const refused = attempts.filter(({ reply }) => reply.error !== undefined);
    if (refused.length === 0) return context.untestable('the server refused no flawed _meta with an error');
    const faulty = refused.find(({ reply }) => reply.status !== 400);
    if (faulty === undefined) {
      return context.passed(`all ${refused.length} refusals have HTTP 400`, replyEvidence(refused[0]?.reply));
    }
    const reason = `expected HTTP 400; ${faulty.what} got ${describeReply(faulty.reply)}`;
    return context.violated(reason, replyEvidence(faulty.reply));
  },
};
