import { createHash } from 'node:crypto';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Fingerprint } from '@mcp-lab/contracts';
import type { Target, TransportKind } from '@mcp-lab/wire';
import { canonicalJson } from '../json-schema/canonical-json.ts';

/** Where and on what a run is made. The hash does not see by how many bytes the memory differs after a restart. */
export function takeFingerprint(target: Target, transport: TransportKind, labVersion: string): Fingerprint {
  const memoryBytes = totalmem();
  const facts = {
    cpu: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    labVersion,
    transport,
    local: isLocal(target),
  };
  const hashed = canonicalJson({ ...facts, memoryGib: Math.round(memoryBytes / 2 ** 30) });
  return { hash: createHash('sha256').update(hashed).digest('hex'), memoryBytes, ...facts };
}

function isLocal(target: Target): boolean {
  if (target.kind === 'stdio') return true;
  const host = URL.parse(target.url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
