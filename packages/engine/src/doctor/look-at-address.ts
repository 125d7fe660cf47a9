import type { DoctorOptions } from './doctor-options.ts';
import { type Attempt, type Place, reachAddress } from './reach-address.ts';
import type { StepDraft } from './step-draft.ts';

const byCode: Record<string, { why: string; fix: string }> = {
  ECONNREFUSED: { why: 'Nothing listens on that port.', fix: 'Start the server, or correct host and port.' },
  ETIMEDOUT: {
    why: 'Nobody answers: a firewall, perhaps, or the machine is off.',
    fix: 'Check address, network and firewall.',
  },
  EHOSTUNREACH: { why: 'There is no route to the host from here.', fix: 'Check address, network and VPN.' },
  ENETUNREACH: { why: 'There is no route to that network from here.', fix: 'Check address, network and VPN.' },
  ECONNRESET: {
    why: 'The connection is closed as soon as it is opened.',
    fix: 'Look at the log of the server, or of the proxy before it.',
  },
  EADDRNOTAVAIL: { why: 'No connection can be made to such an address.', fix: 'Correct the address.' },
};
const patienceMs = 5_000;

/** Whether the host has an address, and something listens there. Gives an address that answers. */
export async function lookAtAddress(
  step: StepDraft,
  place: Place,
  { checkAddress, timeoutMs = patienceMs }: DoctorOptions,
): Promise<string | null> {
  const reach = await reachAddress(place, { checkAddress, timeoutMs: Math.min(timeoutMs, patienceMs) });
  const { host, port } = place;
  if (reach.lookupFailure !== null) {
    step.seen = `The name ${host} does not resolve (${reach.lookupFailure}).`;
    const isTemporary = reach.lookupFailure === 'EAI_AGAIN';
    step.fail({
      what: `The name ${host} does not resolve.`,
      why: isTemporary ? 'No name server answered.' : 'No name server knows it.',
      fix: isTemporary
        ? 'Check the network and its name servers.'
        : 'Correct the name, or connect to the network (VPN) that knows it.',
    });
    return null;
  }
  step.evidence = reach.attempts.map(({ address, failure }) => `${address} port ${port}: ${failure ?? 'connected'}`);
  const good = reach.attempts.filter(({ failure }) => failure === null);
  const bad = reach.attempts.filter(({ failure }) => failure !== null);
  const [first] = good;
  if (first === undefined) {
    step.seen = `No connection to ${host} port ${port}.`;
    failAll(step, place, bad);
    return null;
  }
  step.seen = `${host} is ${good.map(({ address }) => address).join(', ')}, and port ${port} is open.`;
  if (bad.length > 0) {
    step.warn({
      what: `${host} also is ${bad.map(({ address }) => address).join(', ')}, where nothing answers.`,
      why: 'A client that tries only the first address, or that one, does not connect.',
      fix:
        host === 'localhost'
          ? `Write ${urlHost(first.address)} instead of localhost.`
          : 'Let the server listen there, too, or remove that address from the name.',
    });
  }
  return first.address;
}

function failAll(step: StepDraft, { host, port }: Place, attempts: Attempt[]): void {
  const [attempt] = attempts;
  if (attempt?.refused === true) {
    const fix = 'Ask an administrator of the lab, if it is meant to be reached.';
    step.fail({ what: `${attempt.address} is off limits here.`, why: `${attempt.failure}.`, fix });
    return;
  }
  const code = attempt?.failure ?? 'nothing';
  const said = byCode[code] ?? { why: `The system says ${code}.`, fix: 'Check address, network and firewall.' };
  step.fail({ what: `${host} port ${port} cannot be connected to (${code}).`, ...said });
}

function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
