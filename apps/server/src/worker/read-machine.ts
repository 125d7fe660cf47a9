import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A name of this machine, the same for all its processes. On Linux it is the one of the running kernel, which containers on
 * one machine share while each has a host name of its own.
 */
export function readMachine(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Not on this platform: the host name tells machines apart.
    return hostname();
  }
}
