import { checksLike, matchesPattern, type Result, type RunDocument } from '@mcp-lab/engine';

/** One check of the official suite on one server at one revision, beside ours. */
export interface AgreementRow {
  server: string;
  revision: string;
  official: string;
  /** pass, fail, warn or none: what the official suite says once it is filtered. */
  theirs: Judgement;
  ours: Judgement;
  /** Ids of ours that ask the same and gave a result. */
  checks: string[];
  agreement: 'equal' | 'different' | 'only-ours' | 'neither';
  /** What each said, for whoever reviews a difference. */
  said: { theirs: string; ours: string };
}

/** `none`: could not be tested, does not apply, is not there. */
export type Judgement = 'good' | 'bad' | 'weak' | 'none';

/**
 * `good` is a pass. `bad` is a failure there and a fail or warn here: the two weigh duties differently, what counts is
 * whether the server is found at fault. `weak` is a warning there, which agrees with anything but a pass here.
 */
export function compareVerdicts(server: string, official: RunDocument, ours: RunDocument): AgreementRow[] {
  const checks = official.results.filter(({ checkId }) => checkId.split(':').length === 3);
  const groups = Map.groupBy(checks, ({ checkId, revision }) => `${checkId.split(':')[2]}@${revision}`);
  return [...groups].flatMap(([key, results]): AgreementRow[] => {
    const [id = '', revision = ''] = key.split('@');
    const patterns = checksLike(id);
    if (patterns.length === 0) return [];
    const own = ours.results.filter(
      (result) => result.revision === revision && patterns.some((pattern) => matchesPattern(result.checkId, pattern)),
    );
    const theirs = worst(results.map(judgementOfTheirs));
    const mine = worst(own.map(judgementOfOurs));
    return [
      {
        server,
        revision,
        official: id,
        theirs,
        ours: mine,
        checks: [...new Set(own.map(({ checkId }) => checkId))],
        agreement: agreementOf(theirs, mine),
        said: {
          theirs: results.filter((result) => judgementOfTheirs(result) === theirs)[0]?.reason ?? '',
          ours: own
            .filter((result) => judgementOfOurs(result) === mine)
            .map(({ checkId, verdict, reason }) => `${checkId} ${verdict}: ${reason}`)
            .join(' | '),
        },
      },
    ];
  });
}

function agreementOf(theirs: Judgement, ours: Judgement): AgreementRow['agreement'] {
  if (theirs === 'none') return ours === 'none' ? 'neither' : 'only-ours';
  if (theirs === 'weak') return ours === 'bad' || ours === 'weak' ? 'equal' : 'different';
  if (ours === 'weak') return 'different';
  return theirs === ours ? 'equal' : 'different';
}

/** As `toOfficialResult` maps them: SUCCESS passes, FAILURE warns, WARNING informs with a severity, INFO without one. */
function judgementOfTheirs({ verdict, severity }: Result): Judgement {
  if (verdict === 'pass') return 'good';
  if (verdict === 'warn') return 'bad';
  return verdict === 'info' && severity === 'low' ? 'weak' : 'none';
}

function judgementOfOurs({ verdict }: Result): Judgement {
  if (verdict === 'pass') return 'good';
  if (verdict === 'fail' || verdict === 'warn') return 'bad';
  return verdict === 'info' ? 'weak' : 'none';
}

function worst(judgements: readonly Judgement[]): Judgement {
  return (['bad', 'weak', 'good', 'none'] as const).find((judgement) => judgements.includes(judgement)) ?? 'none';
}
