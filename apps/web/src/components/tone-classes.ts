import type { Tone } from './ui/badge.tsx';

/** Text, solid fill and stroke of a tone, as full class names so that Tailwind sees them. */
export const toneClasses: Record<Tone, { text: string; fill: string }> = {
  good: { text: 'text-good', fill: 'bg-good' },
  bad: { text: 'text-bad', fill: 'bg-bad' },
  caution: { text: 'text-caution', fill: 'bg-caution' },
  notice: { text: 'text-notice', fill: 'bg-notice' },
  odd: { text: 'text-odd', fill: 'bg-odd' },
  accent: { text: 'text-primary', fill: 'bg-primary' },
  quiet: { text: 'text-muted-foreground', fill: 'bg-muted-foreground/45' },
};
