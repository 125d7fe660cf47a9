import type { HttpTarget } from '@mcp-lab/wire';
import { type FetchOptions, fetchJson } from './fetch-json.ts';
import { type HttpAnswer, headerOf } from './http-answers.ts';
import type { StepDraft } from './step-draft.ts';

/** Whether the server wants to know who asks, says how to sign in, and takes the credentials it was given. */
export async function lookAtAuth(
  step: StepDraft,
  target: HttpTarget,
  answers: readonly HttpAnswer[],
  options: FetchOptions,
): Promise<void> {
  const given = Object.keys(target.headers).find((name) => /authorization|api[-_]?key|token|cookie/i.test(name));
  const wall = answers.find(({ status }) => status === 401 || status === 403);
  if (wall === undefined) {
    step.seen =
      given === undefined ? 'No sign-in was asked for.' : `The server took the ${given} header, or did not look at it.`;
    return;
  }
  step.seen = `The server answers HTTP ${wall.status}.`;
  const challenge = headerOf(wall.headers, 'www-authenticate');
  if (challenge !== undefined) step.evidence.push(`WWW-Authenticate: ${challenge}`);
  if (wall.body !== '') step.evidence.push(`body: ${wall.body}`);
  if (wall.status === 403) failForbidden(step, challenge, given);
  else await failUnauthorized(step, { target, challenge, given, options });
}

function failForbidden(step: StepDraft, challenge: string | undefined, given: string | undefined): void {
  const scope = /insufficient_scope/.test(challenge ?? '') ? /scope="?([^",]*)/.exec(challenge ?? '')?.[1] : undefined;
  if (scope !== undefined) {
    const what = `The credentials lack a scope${scope === '' ? '' : `: ${scope}`}.`;
    step.fail({
      what,
      why: 'The server knows who asks, and does not let them in.',
      fix: 'Sign in again and grant that scope.',
    });
    return;
  }
  step.fail({
    what: 'The server refuses access (HTTP 403).',
    why:
      given === undefined
        ? 'It may want credentials and not say so, or refuse this Host or Origin (protection against DNS rebinding).'
        : `It knows the ${given} header and does not let it in, or refuses this Host or Origin (protection against DNS rebinding).`,
    fix: 'Check that the credentials may use this server, and which hosts and origins it accepts.',
  });
}

interface AuthScene {
  target: HttpTarget;
  challenge: string | undefined;
  given: string | undefined;
  options: FetchOptions;
}

async function failUnauthorized(step: StepDraft, scene: AuthScene): Promise<void> {
  const { challenge, given } = scene;
  const guide = await findGuide(step, scene);
  if (given !== undefined) {
    const expired = /invalid_token/.test(challenge ?? '');
    step.fail({
      what: `The server does not accept the ${given} header.`,
      why: expired
        ? 'It calls the token invalid: it may have expired, or be for another server.'
        : 'It may have expired, be mistyped, or be for another server.',
      fix: 'Get a new one. Write "Bearer " before a token, with one blank and no quotes.',
    });
  } else {
    step.fail({
      what: 'The server wants to know who asks (HTTP 401).',
      why: guide ?? 'It does not say how to sign in, so no client can do it by itself.',
      fix:
        guide === null
          ? 'Add an Authorization header with a token of the server, under headers.'
          : 'Sign in with the client (OAuth), or add an Authorization header with a token of the server.',
    });
  }
  if (challenge === undefined) {
    step.warn({
      what: 'The answer has no WWW-Authenticate header.',
      why: 'By it a client learns where to sign in; RFC 9110 demands it of every 401.',
      fix: 'Let the server send one, with resource_metadata.',
    });
  }
}

/** Where the server says one signs in (RFC 9728); null when it does not. */
async function findGuide(step: StepDraft, { target, challenge, options }: AuthScene): Promise<string | null> {
  const url = new URL(target.url);
  const named = /resource_metadata="?([^",\s]+)/.exec(challenge ?? '')?.[1];
  const wellKnown = '/.well-known/oauth-protected-resource';
  const candidates = [named, `${wellKnown}${url.pathname.replace(/\/$/, '')}`, wellKnown].flatMap((text) => {
    const candidate = text === undefined ? null : URL.parse(text, url.href);
    // The peer chooses the address: only its own is asked.
    return candidate !== null && candidate.origin === url.origin ? [candidate] : [];
  });
  for (const candidate of new Map(candidates.map((found) => [found.href, found])).values()) {
    const metadata = await fetchJson(target, candidate, options);
    step.evidence.push(`GET ${candidate.pathname}: ${metadata === null ? 'no metadata' : 'resource metadata'}`);
    if (metadata === null) continue;
    const servers = Array.isArray(metadata.authorization_servers) ? metadata.authorization_servers : [];
    const [issuer] = servers.filter((server) => typeof server === 'string');
    if (issuer !== undefined) return `One signs in at ${issuer}.`;
    step.warn({
      what: 'The resource metadata names no authorization server.',
      why: 'A client does not learn where to sign in.',
      fix: 'Add authorization_servers to it.',
    });
    return null;
  }
  return null;
}
