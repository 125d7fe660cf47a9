import { posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import { replyEvidence } from '../../checks/lifecycle/reply-evidence.ts';
import type { Playground } from '../canaries/canary-files.ts';
import { createCanarySearch } from '../canaries/find-canary.ts';
import type { Probe, ProbeLab } from '../probe.ts';
import { findConfinedPlace } from './confined-place.ts';
import { textOfReply } from './text-of-reply.ts';
import { traversalWays, type Way } from './traversal-ways.ts';

const maxListed = 3;
const maxTemplates = 4;
const variable = /\{[+#./;?&]?[\w.,*%:]{1,100}\}/;

/** With canaries only: what the check `sec-path-traversal` asks of the conformance suite with files of the machine. */
export const uriTraversalProbe: Probe = {
  id: 'uri-traversal',
  title: 'Resources reach no file outside of what is offered',
  fix: 'Resolve the path of each URI, decoded once, follow its links, and refuse what does not lie below the offered folders.',
  appliesTo({ surface, settings }) {
    const { resources, resourceTemplates } = surface;
    if (resources.length + resourceTemplates.length === 0) return 'the server offers no resources';
    const isFile = resources.some(({ uri }) => typeof uri === 'string' && uri.startsWith('file:'));
    return isFile || resourceTemplates.length > 0 || settings.root !== undefined
      ? undefined
      : 'no resource is a file or has a path in it';
  },
  async run(lab) {
    const place = await findConfinedPlace(lab);
    if ('problem' in place) return [{ verdict: 'untestable', reason: place.problem }];
    const { playground } = place;
    const ways = waysTo(lab, playground);
    const search = createCanarySearch(playground.canary.content);
    let tries = 0;
    for (const { how, value } of ways) {
      if (lab.signal.aborted) break;
      const session = await place.session();
      const reply = await session.request('resources/read', { uri: value });
      tries += 1;
      if (search(textOfReply(reply)) === undefined) continue;
      const came = `${how} (${quoteJson(value, 200)}) gave the content of the canary, a file that nobody offered, ${tries} tries in`;
      return [
        { verdict: 'fail', confidence: 'certain', severity: 'critical', reason: came, evidence: replyEvidence(reply) },
      ];
    }
    return [
      {
        verdict: 'pass',
        reason: `nothing found by this probe: ${tries} URIs that climb out of listed files, templates and ${place.isKnown ? place.how : 'a folder of ours'} were refused or led nowhere`,
      },
    ];
  },
};

function waysTo({ surface }: ProbeLab, playground: Playground): Way[] {
  const listed = surface.resources.flatMap(({ uri }) =>
    typeof uri === 'string' && uri.startsWith('file:') ? [uri] : [],
  );
  const fromListed = listed.slice(0, maxListed).flatMap((uri) => climbFrom(uri, playground));
  const rooted = traversalWays(playground, { careful: false, isUri: true });
  const paths = traversalWays(playground, { careful: false, isUri: false }).filter(({ leads }) => leads === 'file');
  const fromTemplates = surface.resourceTemplates.slice(0, maxTemplates).flatMap(({ uriTemplate }) => {
    if (typeof uriTemplate !== 'string' || !variable.test(uriTemplate)) return [];
    return paths.map(({ how, value }): Way => {
      const filled = uriTemplate.replace(variable, () => value).replace(/\{[^}]{0,100}\}/g, '');
      return { how: `${how} in the template ${quoteJson(uriTemplate, 80)}`, value: filled, leads: 'file' };
    });
  });
  return [...fromListed, ...rooted, ...fromTemplates];
}

/** From the folder of a listed file up and down to the canary. */
function climbFrom(uri: string, { canary }: Playground): Way[] {
  const folder = uri.replace(/[^/]*$/, '');
  const local = localPath(folder);
  if (local === undefined) return [];
  const climb = relative(local, canary.path).split(/[\\/]/).join(posix.sep);
  const way = (how: string, value: string): Way => ({ how, value: `${folder}${value}`, leads: 'file' });
  return [
    way('a path that climbs out of the folder of a listed file', climb),
    way('the same with encoded dots', climb.replaceAll('..', '%2e%2e')),
    way('the same with encoded dots and slashes', climb.replaceAll('../', '%2e%2e%2f')),
    way('the same encoded twice', climb.replaceAll('../', '%252e%252e%252f')),
  ];
}

function localPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    // A host or an encoding that is no path of this machine.
    return undefined;
  }
}
