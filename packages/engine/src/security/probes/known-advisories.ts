import { advisories, advisoriesDate } from '../advisories/advisories.ts';
import { findAdvisories } from '../advisories/find-advisories.ts';
import type { FoundPackage } from '../advisories/found-package.ts';
import { resolvePackages } from '../advisories/resolve-packages.ts';
import type { Probe, ProbeLab } from '../probe.ts';

const waysOfKnowing: Record<FoundPackage['by'], string> = {
  disk: 'found on disk',
  command: 'named by the command',
  claim: 'by what the server says of itself',
};

export const knownAdvisoriesProbe: Probe = {
  id: 'known-advisories',
  title: 'No advisory of the list names what the server is made of',
  fix: 'Install a version in which it is mended, and pin it.',
  async run(lab) {
    const resolved = await resolvePackages(lab.target);
    const packages = resolved.length > 0 ? resolved : claimedPackages(lab);
    const age = `the list holds ${advisories.length} well-known advisories as of ${advisoriesDate}`;
    if (packages.length === 0) {
      return [
        {
          verdict: 'untestable',
          reason: `it cannot be told from the command which package and version the server is (${age}): start it by the file it is installed in, or name a version, as in npx name@1.2.3`,
        },
      ];
    }
    const looked = packages.map((one) => `${one.name}@${one.version} (${waysOfKnowing[one.by]})`).join(', ');
    const found = packages.flatMap((one) =>
      findAdvisories(one, lab.profile.transport).map((advisory) => ({ one, advisory })),
    );
    if (found.length === 0) {
      const isClaim = resolved.length === 0;
      return [
        {
          verdict: isClaim ? 'untestable' : 'pass',
          reason: isClaim
            ? `none names ${looked}, but a server may say anything of itself; ${age}: start it by the file it is installed in`
            : `nothing found by this probe: none names ${looked}; ${age}`,
        },
      ];
    }
    const told = found.map(
      ({ one, advisory }) =>
        `${advisory.id} on ${one.name}@${one.version}: ${advisory.what}; mended in ${mendedIn(advisory.affected)} (${advisory.source})`,
    );
    const isClaim = found.every(({ one }) => one.by === 'claim');
    return [
      {
        verdict: isClaim ? 'warn' : 'fail',
        confidence: isClaim ? 'tentative' : 'firm',
        severity: isClaim ? 'medium' : 'high',
        reason: `${told.join('; ')}. Looked at ${looked}; ${age}`,
      },
    ];
  },
};

/** Few servers call themselves what their package is called. */
function claimedPackages({ profile }: ProbeLab): FoundPackage[] {
  const { name, version } = profile.serverInfo ?? {};
  if (typeof name !== 'string' || typeof version !== 'string') return [];
  const known = advisories.find(({ package: full }) => full === name || full.split('/').at(-1) === name);
  return known === undefined ? [] : [{ ecosystem: known.ecosystem, name: known.package, version, by: 'claim' }];
}

function mendedIn(affected: readonly { before: string }[]): string {
  return affected.map(({ before }) => before).join(' and ');
}
