import type { ComparisonPart } from '@mcp-lab/contracts';
import type { Tone } from '@/components/ui/badge.tsx';

interface PartPresentation {
  part: ComparisonPart;
  title: string;
  meaning: string;
  tone: Tone;
  /** Open from the start: what somebody has to look at. */
  open: boolean;
}

/** The gravest first: the order of the page. */
export const comparisonPartPresentation: readonly PartPresentation[] = [
  { part: 'regressed', title: 'Regressed', meaning: 'held before, or was only a warning', tone: 'bad', open: true },
  { part: 'new', title: 'New', meaning: 'findings of what was not judged before', tone: 'caution', open: true },
  { part: 'fixed', title: 'Fixed', meaning: 'findings that were judged again and hold now', tone: 'good', open: true },
  {
    part: 'unverified',
    title: 'Unverified',
    meaning: 'findings that could not be judged again',
    tone: 'odd',
    open: true,
  },
  { part: 'still', title: 'Still there', meaning: 'findings of both', tone: 'quiet', open: false },
  {
    part: 'changed',
    title: 'Other changes',
    meaning: 'for example from pass to untestable',
    tone: 'quiet',
    open: false,
  },
  {
    part: 'onlyInBase',
    title: 'Only in base',
    meaning: 'results the newer run does not have',
    tone: 'quiet',
    open: false,
  },
  {
    part: 'onlyInHead',
    title: 'Only in head',
    meaning: 'results the older run does not have',
    tone: 'quiet',
    open: false,
  },
];
