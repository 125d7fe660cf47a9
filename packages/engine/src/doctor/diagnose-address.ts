import { createTranscript, discoverServer, type HttpTarget, type ServerProfile, type StdioTarget } from '@mcp-lab/wire';
import { type CommandSteps, type Examination, lookBeforeStart } from './diagnose-command.ts';
import { type DoctorOptions, defaultDoctorTimeoutMs } from './doctor-options.ts';
import type { FetchOptions } from './fetch-json.ts';
import { findEndpoint } from './find-endpoint.ts';
import { readHttpAnswers } from './http-answers.ts';
import { type LaunchedServer, launchServer } from './launched-server.ts';
import { lookAtAddress } from './look-at-address.ts';
import { lookAtAuth } from './look-at-auth.ts';
import { blameNamedVariables, headersRefused, lookAtEnvironment } from './look-at-environment.ts';
import { lookAtHandshake } from './look-at-handshake.ts';
import { lookAtProxy } from './look-at-proxy.ts';
import { lookAtTls } from './look-at-tls.ts';
import { lookAtTransport } from './look-at-transport.ts';
import type { Place } from './reach-address.ts';
import { StepDraft } from './step-draft.ts';

/** Calls a server at its address, and says at which step it goes wrong. */
export async function diagnoseAddress(target: HttpTarget, options: DoctorOptions): Promise<Examination> {
  const url = URL.parse(target.url);
  if (url === null || !/^https?:$/.test(url.protocol)) return refuseUrl(target, url);
  const place = { host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
  if (options.launch === undefined) return examine(target, url, place, options);
  const before = await lookBeforeStart(options.launch, options);
  const start = new StepDraft('start');
  const steps = [...Object.values(before), start];
  if (Object.values(before).some(({ failed }) => failed)) {
    start.skip('It cannot be started as it stands.');
    return { steps: [...steps, ...skipAll('The server was not started.')], profile: null };
  }
  const launched = await launchServer(start, options.launch, place, options);
  try {
    if (start.failed || launched === null) {
      blameLaunch(before, options.launch, launched);
      return { steps: [...steps, ...skipAll('The server did not start.')], profile: null };
    }
    const { steps: rest, profile } = await examine(target, url, place, options);
    return { steps: [...steps, ...rest.filter(({ id }) => id !== 'environment')], profile };
  } finally {
    await launched?.stop();
  }
}

function blameLaunch(before: CommandSteps, launch: StdioTarget, launched: LaunchedServer | null): void {
  const words = launched?.words() ?? '';
  for (const step of Object.values(before)) step.blame(words);
  blameNamedVariables(before.environment, launch, words);
}

async function examine(target: HttpTarget, url: URL, place: Place, options: DoctorOptions): Promise<Examination> {
  const { timeoutMs = defaultDoctorTimeoutMs, signal, checkAddress, declared, given = [], now = Date.now } = options;
  const steps = createSteps();
  const { environment, proxy, address, tls, transport, auth, handshake } = steps;
  const finish = (profile: ServerProfile | null) => ({ steps: Object.values(steps), profile });
  lookAtEnvironment(environment, target, given);
  await lookAtProxy(proxy, url, options);
  const reached = await lookAtAddress(address, place, options);
  if (reached === null) {
    environment.blame('');
    for (const step of [tls, transport, auth, handshake]) step.skip('No connection came about.');
    return finish(null);
  }
  await lookAtSecurity(tls, url, {
    ...place,
    address: reached,
    timeoutMs: Math.min(timeoutMs, 10_000),
    now: now(),
  });
  if (tls.failed) {
    for (const step of [transport, auth, handshake]) step.skip('Clients do not go on without a trusted connection.');
    return finish(null);
  }
  const transcript = createTranscript();
  const common: FetchOptions = { timeoutMs, signal, checkAddress };
  const profile = await discoverServer(target, { ...common, transcript });
  const answers = readHttpAnswers(transcript.frames);
  const isForeign = profile.failure?.kind === 'not-mcp';
  const elsewhere = isForeign ? await findEndpoint(target, common) : null;
  lookAtTransport(transport, { profile, answers, declared, elsewhere });
  if (transport.failed) for (const step of [auth, handshake]) step.skip('No MCP endpoint was found.');
  else {
    await lookAtAuth(auth, target, answers, common);
    if (auth.failed) handshake.skip('The server wants to know who asks first.');
    else lookAtHandshake(handshake, profile, null);
  }
  if (profile.failure !== undefined) environment.blame(auth.failed ? headersRefused : '');
  return finish(profile);
}

async function lookAtSecurity(step: StepDraft, url: URL, place: Parameters<typeof lookAtTls>[1]): Promise<void> {
  if (url.protocol === 'https:') {
    await lookAtTls(step, place);
    return;
  }
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(place.address);
  if (isLoopback) {
    step.skip('The address is http:// and on this machine.');
    return;
  }
  step.seen = 'The address is http://: there is no TLS.';
  step.warn({
    what: 'The address is http:// and not on this machine.',
    why: 'Everybody on the way can read and change what is said, credentials included.',
    fix: 'Use https://.',
  });
}

function createSteps() {
  return {
    environment: new StepDraft('environment'),
    proxy: new StepDraft('proxy'),
    address: new StepDraft('address'),
    tls: new StepDraft('tls'),
    transport: new StepDraft('transport'),
    auth: new StepDraft('auth'),
    handshake: new StepDraft('handshake'),
  };
}

function skipAll(why: string): StepDraft[] {
  const { environment: _, ...steps } = createSteps();
  for (const step of Object.values(steps)) step.skip(why);
  return Object.values(steps);
}

function refuseUrl(target: HttpTarget, url: URL | null): Examination {
  const steps = createSteps();
  const { environment, address, ...others } = steps;
  lookAtEnvironment(environment, target, []);
  environment.blame('');
  address.seen = 'The address was read.';
  const isWebSocket = url !== null && /^wss?:$/.test(url.protocol);
  address.fail({
    what: url === null ? `${target.url} is not an address.` : `${url.protocol}// is not what MCP is spoken over.`,
    why: isWebSocket
      ? 'MCP has no transport over WebSocket.'
      : 'An address begins with http:// or https:// and names a host.',
    fix: 'Write it like https://example.org/mcp.',
  });
  for (const step of Object.values(others)) step.skip('The address cannot be used.');
  return { steps: Object.values(steps), profile: null };
}
