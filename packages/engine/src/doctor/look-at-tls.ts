import { checkServerIdentity, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { codeOf, opened } from './reach-address.ts';
import type { StepDraft } from './step-draft.ts';

const dayMs = 24 * 3_600_000;

export interface TlsPlace {
  host: string;
  port: number;
  /** One of its addresses, resolved and allowed. */
  address: string;
  timeoutMs: number;
  /** Epoch milliseconds. */
  now: number;
}

/** Shakes hands with a server, believing nothing, and judges its certificate as a client would. */
export async function lookAtTls(step: StepDraft, place: TlsPlace): Promise<void> {
  const { host, port, address, timeoutMs } = place;
  const bare = host.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$|:/.test(bare);
  const socket = connect({
    host: address,
    port,
    ...(isAddress ? {} : { servername: bare }),
    rejectUnauthorized: false,
  });
  try {
    await opened(socket, 'secureConnect', timeoutMs);
    judgeCertificate(step, socket, bare, place.now);
  } catch (error) {
    failHandshake(step, codeOf(error), error);
  } finally {
    socket.destroy();
  }
}

function failHandshake(step: StepDraft, code: string, error: unknown): void {
  step.seen = `The TLS handshake failed (${code}).`;
  const text = `${code} ${error instanceof Error ? error.message : ''}`;
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNEXPECTED_MESSAGE|BAD_RECORD_TYPE/i.test(text)) {
    const fix = 'Write http:// instead of https://, or the port at which the server speaks TLS.';
    step.fail({ what: 'What listens there does not speak TLS.', why: 'It answers in plain text.', fix });
  } else if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|HANDSHAKE_FAILURE|NO_SHARED_CIPHER/i.test(text)) {
    const why = 'It offers only versions or ciphers that are given up today, or refuses this name.';
    step.fail({
      what: 'No version or cipher of TLS is known to both sides.',
      why,
      fix: 'Let the server speak TLS 1.2 or 1.3.',
    });
  } else if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN/i.test(text)) {
    const fix = 'Use a client that can present a certificate, or another way to sign in.';
    step.fail({ what: 'The server wants a certificate of the client.', why: 'MCP clients have none.', fix });
  } else {
    const fix = 'Look at the log of the server; check that no proxy stands in between.';
    step.fail({ what: `The TLS handshake failed (${code}).`, why: 'The connection broke before it was secure.', fix });
  }
}

function judgeCertificate(step: StepDraft, socket: TLSSocket, host: string, now: number): void {
  const certificate = socket.getPeerCertificate(true);
  const error = socket.authorizationError as unknown as string | Error | null;
  const code = error === null ? null : typeof error === 'string' ? error : codeOf(error);
  const until = Date.parse(certificate.valid_to);
  const names =
    certificate.subjectaltname?.replaceAll('DNS:', '').replaceAll('IP Address:', '') ?? nameOf(certificate.subject);
  step.seen = `${socket.getProtocol()}; certificate for ${names || 'nobody'}, until ${dayOf(until)}.`;
  step.evidence = chainOf(certificate);
  // Wrong dates first: the system does not judge the chain of a certificate that is out of date, or the other way round.
  if (until < now) {
    const what = `The certificate expired on ${dayOf(until)}.`;
    step.fail({
      what,
      why: 'Clients do not trust it any more.',
      fix: 'Renew it, and look why that did not happen by itself.',
    });
  } else if (Date.parse(certificate.valid_from) > now) {
    const what = `The certificate is valid only from ${dayOf(Date.parse(certificate.valid_from))}.`;
    step.fail({
      what,
      why: 'Clients do not trust it yet.',
      fix: 'Check the clock of this machine and of the one that made it.',
    });
  } else if (code !== null && code !== 'ERR_TLS_CERT_ALTNAME_INVALID') failTrust(step, code, certificate);
  const mismatch = certificate.subject === undefined ? undefined : checkServerIdentity(host, certificate);
  if (mismatch !== undefined) {
    const why = `It names ${names || 'nobody'}.`;
    const fix = `Reach the server by a name it is for, or get a certificate for ${host}.`;
    step.fail({ what: `The certificate is not for ${host}.`, why, fix });
  }
  if (!step.failed && until - now < 14 * dayMs) {
    const what = `The certificate expires on ${dayOf(until)}.`;
    step.warn({
      what,
      why: 'From then on no client connects.',
      fix: 'Renew it, and look why that has not happened by itself.',
    });
  }
}

function failTrust(step: StepDraft, code: string, certificate: DetailedPeerCertificate): void {
  const trust =
    'Or make its authority known to the client: NODE_EXTRA_CA_CERTS for clients written in Node, the trust store of the system for others.';
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    const why = 'Nobody vouches for it: anybody could have made one like it.';
    step.fail({
      what: 'The certificate is signed by itself.',
      why,
      fix: `Get one of an authority that is trusted. ${trust}`,
    });
  } else if (code === 'SELF_SIGNED_CERT_IN_CHAIN') {
    const what = `The chain ends in an authority that is not trusted here: ${nameOf(chainEnd(certificate).subject)}.`;
    step.fail({
      what,
      why: 'It may be one of your organisation.',
      fix: `Get a certificate of an authority that is trusted. ${trust}`,
    });
  } else if (/^UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)/.test(code)) {
    step.fail({
      what: 'The chain of the certificate is not complete.',
      why: `The server does not send the certificate of ${nameOf(certificate.issuer) || 'its issuer'}, or that authority is not trusted here. Browsers fetch what is missing, MCP clients do not.`,
      fix: `Let the server send its whole chain (fullchain.pem). ${trust}`,
    });
  } else
    step.fail({
      what: `The certificate is not trusted (${code}).`,
      why: 'The system refused it.',
      fix: `Get another one. ${trust}`,
    });
}

function chainOf(certificate: DetailedPeerCertificate): string[] {
  const lines: string[] = [];
  for (let at: DetailedPeerCertificate | undefined = certificate; at?.subject !== undefined && lines.length < 6; ) {
    lines.push(`${nameOf(at.subject)}, issued by ${nameOf(at.issuer)}, until ${dayOf(Date.parse(at.valid_to))}`);
    at = at.issuerCertificate === at ? undefined : at.issuerCertificate;
  }
  return lines;
}

function chainEnd(certificate: DetailedPeerCertificate): DetailedPeerCertificate {
  let at = certificate;
  for (let depth = 0; depth < 10 && at.issuerCertificate !== undefined && at.issuerCertificate !== at; depth++)
    at = at.issuerCertificate;
  return at;
}

function nameOf(subject: { CN?: string | string[]; O?: string | string[] } | undefined): string {
  return [subject?.CN ?? subject?.O ?? ''].flat().join(', ');
}

function dayOf(timeMs: number): string {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString().slice(0, 10) : 'an unknown day';
}
