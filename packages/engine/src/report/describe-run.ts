import type { NotRun, RunDocument } from '../run/run-document.ts';
import { escapePeerText } from './escape-peer-text.ts';

/** `name version` as the server says, or its address where it said nothing. Safe to print, markup aside. */
export function serverTitle(run: Pick<RunDocument, 'profile' | 'target'>): string {
  const { name, version } = run.profile.serverInfo ?? {};
  const words = [name, version].filter((word): word is string => typeof word === 'string' && word !== '');
  return words.length > 0 ? escapePeerText(words.join(' '), { maxLength: 200 }) : targetAddress(run);
}

/** The command or the URL, without secrets. Safe to print, markup aside. */
export function targetAddress({ target }: Pick<RunDocument, 'target'>): string {
  return escapePeerText(target.kind === 'http' ? target.url : [target.command, ...target.args].join(' '));
}

const reasonsNotToRun: Record<NotRun['why'], string> = {
  transport: 'does not apply to the transport of this run',
  revision: 'does not apply to a revision the server speaks, or to none that was asked for',
  'not-selected': 'was not selected for this run',
  'side-effects': 'may change the state of the server; --allow-side-effects runs it',
  excluded: 'was excluded by the user',
};

export function describeNotRun({ why, reason }: NotRun): string {
  const said = reasonsNotToRun[why] ?? why;
  return reason ? `${said}: ${escapePeerText(reason)}` : said;
}

/** Facts that every report names: what was tested, how, when and by what. */
export function runFacts(run: RunDocument): [name: string, value: string][] {
  const { profile, seed, tool, startedAt, finishedAt, transcript, notRun } = run;
  const { frames, dropped } = transcript;
  return [
    ['target', targetAddress(run)],
    ['transport', profile.transport],
    ['revisions', [...profile.modern, ...profile.legacy.toReversed()].join(', ') || 'none'],
    ['started', new Date(startedAt).toISOString()],
    ['duration', `${((finishedAt - startedAt) / 1000).toFixed(1)} s`],
    ['frames', dropped.frames > 0 ? `${frames.length} kept, ${dropped.frames} dropped` : String(frames.length)],
    ['not run', `${notRun.length} checks`],
    ['seed', String(seed)],
    ['tool', `${tool.name} ${tool.version}`],
  ];
}
