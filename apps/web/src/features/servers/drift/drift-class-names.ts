import type { DriftClass } from '@mcp-lab/contracts';
import type { Tone } from '@/components/ui/badge.tsx';

/** The heaviest first. */
export const driftClassNames: readonly { id: DriftClass; label: string; tone: Tone }[] = [
  { id: 'breaking', label: 'breaking', tone: 'bad' },
  { id: 'suspicious', label: 'suspicious', tone: 'caution' },
  { id: 'compatible', label: 'compatible', tone: 'good' },
];
