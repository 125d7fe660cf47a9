import { generate } from 'selfsigned';

export interface TestCertificate {
  cert: string;
  key: string;
}

interface CertificateWish {
  name: string;
  /** Default 127.0.0.1. */
  address?: string;
  authority?: boolean;
  issuer?: TestCertificate;
  /** Days from now; default yesterday and in a year. */
  fromDays?: number;
  untilDays?: number;
}

const dayMs = 24 * 3_600_000;

/** A certificate and its key, PEM, for a real TLS server of a test. */
export async function createTestCertificate(wish: CertificateWish): Promise<TestCertificate> {
  const { name, address = '127.0.0.1', authority = false, issuer, fromDays = -1, untilDays = 365 } = wish;
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now + fromDays * dayMs),
    notAfterDate: new Date(now + untilDays * dayMs),
    ...(issuer === undefined ? {} : { ca: issuer }),
    extensions: [
      { name: 'basicConstraints', cA: authority, critical: true },
      authority
        ? { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true }
        : { name: 'subjectAltName', altNames: [{ type: 7, ip: address }] },
    ],
  });
  return { cert: made.cert, key: made.private };
}
