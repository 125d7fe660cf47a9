import type { verdicts } from '@mcp-lab/contracts';
import {
  BugIcon,
  CheckIcon,
  CircleHelpIcon,
  InfoIcon,
  type LucideIcon,
  MinusIcon,
  TriangleAlertIcon,
  XIcon,
} from 'lucide-react';
import type { Tone } from './ui/badge.tsx';

export type Verdict = (typeof verdicts)[number];

interface Presentation {
  label: string;
  /** One line for people who meet the word for the first time. */
  meaning: string;
  tone: Tone;
  icon: LucideIcon;
}

export const verdictPresentation: Record<Verdict, Presentation> = {
  fail: { label: 'Fail', meaning: 'The server breaks a requirement', tone: 'bad', icon: XIcon },
  error: {
    label: 'Lab error',
    meaning: 'The check itself went wrong; says nothing about the server',
    tone: 'odd',
    icon: BugIcon,
  },
  warn: { label: 'Warn', meaning: 'A recommendation is not followed', tone: 'caution', icon: TriangleAlertIcon },
  info: { label: 'Info', meaning: 'Worth knowing; neither good nor bad', tone: 'notice', icon: InfoIcon },
  pass: { label: 'Pass', meaning: 'The requirement is met', tone: 'good', icon: CheckIcon },
  untestable: {
    label: 'Untestable',
    meaning: 'Could not be judged, with the reason; not a pass',
    tone: 'quiet',
    icon: CircleHelpIcon,
  },
  'not-applicable': { label: 'N/A', meaning: 'Does not concern this server', tone: 'quiet', icon: MinusIcon },
};

/** Worst first: the order of every list and bar. */
export const verdictOrder = Object.keys(verdictPresentation) as Verdict[];
