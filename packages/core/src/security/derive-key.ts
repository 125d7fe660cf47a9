import { hkdfSync } from 'node:crypto';

/** A key for one purpose, derived from the secret key by HKDF-SHA-256: no two purposes share one. 32 bytes. */
export function deriveKey(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'mcp-lab', purpose, 32));
}
