import type { RunLoad } from '@mcp-lab/contracts';
import { InfoIcon, type LucideIcon, OctagonXIcon, TriangleAlertIcon } from 'lucide-react';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import type { Tone } from '@/components/ui/badge.tsx';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/lib/class-names.ts';

/** What a reader has to know before believing a figure. */
export function LoadNotices({ report }: { report: NonNullable<RunLoad['report']> }) {
  const { generator, abortedBy, notes = [], sessions } = report;
  const reopened = sessions?.reopened ?? 0;
  // By what it was held up stands at the head of the page.
  const problems = generator.valid ? [] : ['These figures tell of the lab, and say nothing about the server.'];
  const more = [...notes, ...(reopened > 0 ? [`${reopened} sessions ended under load and were opened again.`] : [])];
  return (
    <>
      <Notice icon={TriangleAlertIcon} tone="caution" testId="load-invalid" lines={problems} />
      <Notice
        icon={OctagonXIcon}
        tone="bad"
        testId="load-aborted"
        lines={abortedBy === null ? [] : [`The run was ended by its threshold ${abortedBy}.`]}
      />
      <Notice icon={InfoIcon} tone="quiet" testId="load-notes" lines={more} />
    </>
  );
}

interface NoticeProps {
  icon: LucideIcon;
  tone: Tone;
  testId: string;
  lines: readonly string[];
}

function Notice({ icon: Icon, tone, testId, lines }: NoticeProps) {
  if (lines.length === 0) return null;
  return (
    <Card role="note" data-testid={testId}>
      <ul className="flex flex-col gap-1 px-4 py-3 text-[0.8125rem] leading-relaxed">
        {lines.map((line) => (
          <li key={line} className="flex gap-2">
            <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', toneClasses[tone].text)} />
            <PeerText text={line} limit={500} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
