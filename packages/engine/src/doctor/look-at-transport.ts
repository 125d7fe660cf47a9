import type { ServerProfile, TransportKind } from '@mcp-lab/wire';
import { describeAnswer, type HttpAnswer, headerOf } from './http-answers.ts';
import type { StepDraft } from './step-draft.ts';

const names: Record<TransportKind, string> = {
  stdio: 'stdio',
  'streamable-http': 'Streamable HTTP',
  'http-sse': 'the old HTTP+SSE',
};

export interface TransportScene {
  profile: ServerProfile;
  answers: readonly HttpAnswer[];
  /** The transport the config names. */
  declared: TransportKind | undefined;
  /** Another address of the same host at which MCP is spoken. */
  elsewhere: { url: string; transport: TransportKind } | null;
}

/** Whether what answers is an MCP endpoint, over the transport the client expects. */
export function lookAtTransport(step: StepDraft, scene: TransportScene): void {
  const { profile, answers, declared } = scene;
  step.evidence = [...new Set(answers.map(describeAnswer))].slice(0, 8);
  const wall = answers.some(({ status }) => status === 401 || status === 403);
  const spoke = profile.failure === undefined || answers.some(({ isJson, status }) => isJson && status === 200);
  if (profile.failure === undefined) {
    step.seen = `It speaks ${names[profile.transport]}.`;
    if (declared !== undefined && declared !== profile.transport) failDeclared(step, declared, profile.transport);
    else if (profile.transport === 'http-sse') {
      const why = 'HTTP+SSE was replaced in March 2025, and clients begin to leave it out.';
      step.warn({ what: 'It speaks the old HTTP+SSE transport only.', why, fix: 'Offer Streamable HTTP, too.' });
    }
    return;
  }
  if (profile.failure.kind === 'auth-required' && wall) {
    step.seen = 'Something answers, and wants to know who asks.';
    return;
  }
  const [first] = answers;
  step.seen = first === undefined ? profile.failure.message : `${describeAnswer(first)}.`;
  if (spoke && !isWebPage(first)) {
    step.seen = 'It answers with JSON.';
    return;
  }
  explainAnswer(step, first, scene);
}

function failDeclared(step: StepDraft, declared: TransportKind, spoken: TransportKind): void {
  const type = spoken === 'http-sse' ? 'sse' : 'http';
  step.fail({
    what: `The config names ${names[declared]}, and the server speaks ${names[spoken]}.`,
    why: 'A client that is told the transport tries no other.',
    fix: `Write "type": "${type}" (in some clients another word), or leave it out.`,
  });
}

function explainAnswer(step: StepDraft, answer: HttpAnswer | undefined, { profile, elsewhere }: TransportScene): void {
  const status = answer?.status ?? null;
  const failure = profile.failure;
  const place =
    elsewhere === null
      ? 'Check the path of the address: MCP endpoints are often at /mcp, and at /sse for old servers.'
      : `Write ${elsewhere.url}: ${names[elsewhere.transport]} is spoken there.`;
  if (answer === undefined || status === null) {
    step.fail({
      what: failure?.message ?? 'No answer came.',
      why: 'No HTTP answer came back.',
      fix: failure?.hint ?? place,
    });
    return;
  }
  if (answer.body !== '') step.evidence.push(`body: ${answer.body}`);
  const location = headerOf(answer.headers, 'location');
  if (status >= 300 && status < 400) {
    const target = location === undefined ? null : URL.parse(location, answer.url);
    const isSignIn = /login|signin|sign-in|oauth|sso|auth/i.test(location ?? '');
    step.fail({
      what: `The address redirects (HTTP ${status})${target === null ? '' : ` to ${target.href}`}.`,
      why: isSignIn
        ? 'That looks like a page to sign in at, which an MCP client cannot use.'
        : 'Clients do not follow redirects of a POST, or lose its body and credentials on the way.',
      fix: isSignIn || target === null ? place : `Write ${target.href} as the address.`,
    });
  } else if (status === 404 || status === 410) {
    step.fail({
      what: `Nothing is at this path (HTTP ${status}).`,
      why: 'The host answers, but has no endpoint there.',
      fix: place,
    });
  } else if (status === 405) {
    step.fail({ what: 'The path takes no POST (HTTP 405).', why: 'MCP sends every message by POST.', fix: place });
  } else if (status === 406) {
    const why = 'It does not offer application/json or text/event-stream, both of which clients ask for.';
    step.fail({
      what: 'The server cannot answer in a form MCP clients take (HTTP 406).',
      why,
      fix: 'Let it answer with one of these.',
    });
  } else if (status === 415) {
    const why = 'MCP sends application/json.';
    step.fail({ what: 'The server does not take JSON (HTTP 415).', why, fix: place });
  } else if (status === 421 || (/host/i.test(answer.body.slice(0, 200)) && status === 400)) {
    const fix = 'Reach it by the name it knows, or add this one to the hosts it allows.';
    step.fail({
      what: `The server does not answer to this host name (HTTP ${status}).`,
      why: 'It guards itself against DNS rebinding.',
      fix,
    });
  } else if (status === 429) {
    step.fail({
      what: 'The server takes no more requests for now (HTTP 429).',
      why: 'Somebody asked too often.',
      fix: 'Wait, then try again.',
    });
  } else if (status >= 500) {
    const isProxy = [502, 503, 504].includes(status);
    step.fail({
      what: `The server answers HTTP ${status}.`,
      why: isProxy ? 'A proxy or load balancer answers for it, and does not reach it.' : 'It broke while it answered.',
      fix: 'Read its log; see whether it runs at all.',
    });
  } else if (isWebPage(answer)) {
    step.fail({
      what: `A web page is at this address (HTTP ${status}).`,
      why: 'A page for browsers is no MCP endpoint.',
      fix: place,
    });
  } else {
    const type = answer.contentType ?? 'no content type';
    const what = `The answer is no MCP (HTTP ${status}, ${type}).`;
    step.fail({ what, why: 'MCP answers with application/json or text/event-stream.', fix: place });
  }
}

function isWebPage(answer: HttpAnswer | undefined): boolean {
  return answer?.contentType === 'text/html';
}
