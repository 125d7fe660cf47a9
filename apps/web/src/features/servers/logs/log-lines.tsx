import type { LogEntry } from '@mcp-lab/contracts';
import { memo } from 'react';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import type { Tone } from '@/components/ui/badge.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatFullTime, formatLogTime } from '@/lib/format/format-time.ts';

const tones: Record<LogEntry['level'], Tone> = { debug: 'quiet', info: 'quiet', warn: 'caution', error: 'bad' };

/** Terminal colours and nothing else: every other escape sequence stays and is shown. */
const colourPattern = /\u001b\[[\d;]*m/g;

export function LogLines({ entries }: { entries: readonly LogEntry[] }) {
  return (
    <ol className="py-1.5 font-mono text-xs leading-5">
      {entries.map((entry) => (
        <LogLine key={entry.seq} entry={entry} />
      ))}
    </ol>
  );
}

const LogLine = memo(function LogLine({ entry }: { entry: LogEntry }) {
  const tone = toneClasses[tones[entry.level]].text;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 px-4 hover:bg-muted/60 sm:grid-cols-[auto_3rem_3.5rem_minmax(0,1fr)]">
      <time
        className="text-muted-foreground"
        dateTime={new Date(entry.at).toISOString()}
        title={formatFullTime(entry.at)}
      >
        {formatLogTime(entry.at)}
      </time>
      <span className={cn('max-sm:hidden', tone)}>{entry.level}</span>
      <span className={cn('max-sm:hidden', entry.source === 'lab' ? 'text-primary' : 'text-muted-foreground')}>
        {entry.source}
      </span>
      <span className={cn('whitespace-pre-wrap', entry.level === 'info' || entry.level === 'debug' ? '' : tone)}>
        <PeerText text={entry.message.replaceAll(colourPattern, '')} limit={4000} />
      </span>
    </li>
  );
});
