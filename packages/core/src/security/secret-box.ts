import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { LabError } from '@mcp-lab/contracts';
import { deriveKey } from './derive-key.ts';

/** Where a sealed value stands. It can only be opened there: a value moved to another row stays shut. */
export interface SecretPlace {
  table: string;
  row: string;
  field: string;
}

/** Encrypts values at rest with AES-256-GCM. */
export interface SecretBox {
  seal(value: string, place: SecretPlace): string;
  /** Throws LabError `internal` when the value was changed, moved, or sealed with another secret key. */
  open(sealed: string, place: SecretPlace): string;
}

const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

export function createSecretBox(secretKey: string): SecretBox {
  const key = deriveKey(secretKey, 'secret-box');
  // Names the key without telling anything about it, so that a value sealed with an older one says so.
  const keyId = createHash('sha256').update('key-id').update(key).digest('hex').slice(0, 8);

  return {
    seal(value, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additionalData(place));
      const sealed = Buffer.concat([nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [version, keyId, sealed.toString('base64url')].join('.');
    },
    open(text, place) {
      const [textVersion, textKeyId, data = ''] = text.split('.');
      if (textVersion !== version || textKeyId !== keyId) {
        throw new LabError('internal', `A stored secret (${place.table}) was encrypted with another SECRET_KEY.`);
      }
      const sealed = Buffer.from(data, 'base64url');
      const nonce = sealed.subarray(0, nonceBytes);
      const tag = sealed.subarray(-tagBytes);
      const body = sealed.subarray(nonceBytes, -tagBytes);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
        decipher.setAAD(additionalData(place)).setAuthTag(tag);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        // The cipher only says "unable to authenticate data".
        throw new LabError('internal', `A stored secret (${place.table}) was changed or moved to another row.`);
      }
    },
  };
}

function additionalData({ table, row, field }: SecretPlace): Buffer {
  return Buffer.from([table, row, field].map((part) => encodeURIComponent(part)).join('|'));
}
