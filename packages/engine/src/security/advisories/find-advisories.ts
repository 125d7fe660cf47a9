import type { TransportKind } from '@mcp-lab/wire';
import { type Advisory, advisories } from './advisories.ts';
import { compareVersions } from './compare-versions.ts';
import type { FoundPackage } from './found-package.ts';

/** The advisories that name a package in this version, as far as they matter over the transport. */
export function findAdvisories(found: FoundPackage, transport: TransportKind): Advisory[] {
  return advisories.filter((advisory) => {
    if (advisory.ecosystem !== found.ecosystem || advisory.package !== found.name) return false;
    if (advisory.transport === 'http' && transport === 'stdio') return false;
    return advisory.affected.some(
      ({ from, before }) => compareVersions(found.version, from) >= 0 && compareVersions(found.version, before) < 0,
    );
  });
}
