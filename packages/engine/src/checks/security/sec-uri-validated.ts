import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { type ProbeAnswer, probe } from '../jsonrpc/probe.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';

const oddUris: readonly (readonly [what: string, uri: string])[] = [
  ['an empty URI', ''],
  ['a relative path', 'mcp-lab/nothing'],
  ['a scheme without the rest', 'mcp-lab:'],
  ['characters no URI has', 'mcp-lab://<>"{}|^`'],
  ['a NUL', 'mcp-lab://a\u0000b'],
  ['a URI of 6,000 characters', `mcp-lab://${'a'.repeat(5_990)}`],
];

export const secUriValidatedCheck: Check = {
  id: 'sec-uri-validated',
  area: 'security',
  title: 'URIs that are none are refused',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#security-considerations',
  fix: 'Parse the uri of resources/read, refuse what is no URI or longer than you handle, and answer an error.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    if (!isJsonObject(session.capabilities.resources)) return context.notApplicable('the server declares no resources');
    const attempts: { what: string; answer: ProbeAnswer }[] = [];
    for (const [what, uri] of oddUris) {
      const answer = await probe(context, session, (timeoutMs) =>
        session.request('resources/read', { uri }, { timeoutMs }),
      );
      attempts.push({ what, answer });
      if (answer.kind === 'gone') break;
    }
    const wrong = attempts.find(({ answer }) => answer.kind === 'gone' || hasContents(answer));
    if (wrong !== undefined) {
      return context.violated(`expected an error; ${wrong.what} got ${wrong.answer.text}`, wrong.answer.evidence);
    }
    return context.passed(`refused: ${attempts.map(({ what }) => what).join(', ')}`);
  },
};

/** An empty list is what legacy servers may answer for "nothing there". */
function hasContents({ message }: ProbeAnswer): boolean {
  const result = message?.result;
  return isJsonObject(result) && Array.isArray(result.contents) && result.contents.length > 0;
}
