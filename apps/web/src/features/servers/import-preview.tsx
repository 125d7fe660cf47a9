import type { ImportEntry, importFormats } from '@mcp-lab/contracts';
import { TriangleAlertIcon } from 'lucide-react';
import { PeerText } from '@/components/peer-text.tsx';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { joinCommandLine } from '@/lib/text/split-command-line.ts';

const formatNames: Record<(typeof importFormats)[number], string> = {
  'claude-desktop': 'Claude Desktop',
  cursor: 'Cursor',
  vscode: 'VS Code',
  'mcp-json': '.mcp.json',
  cline: 'Cline',
  windsurf: 'Windsurf',
  'gemini-cli': 'Gemini CLI',
  codex: 'Codex',
  zed: 'Zed',
  registry: 'registry server.json',
};
const statusBadges: Record<ImportEntry['status'], { tone: Tone; label: string }> = {
  ready: { tone: 'good', label: 'Ready' },
  duplicate: { tone: 'quiet', label: 'Already here' },
  invalid: { tone: 'bad', label: 'Invalid' },
};

interface ImportPreviewProps {
  format: (typeof importFormats)[number];
  entries: readonly ImportEntry[];
  chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
}

export function ImportPreview({ format, entries, chosen, onChoose }: ImportPreviewProps) {
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChoose(next);
  };
  return (
    <div data-testid="import-preview" className="rounded-lg border">
      <p className="border-b px-3 py-2 text-xs text-muted-foreground">
        Read as a <span className="font-medium text-foreground">{formatNames[format]}</span> file
      </p>
      {entries.length === 0 ? (
        <p className="px-3 py-4 text-[0.8125rem] text-muted-foreground">It holds no server.</p>
      ) : (
        <ul className="divide-y">
          {entries.map((entry) => (
            <ImportRow
              key={entry.name}
              entry={entry}
              checked={chosen.has(entry.name)}
              onToggle={() => toggle(entry.name)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface ImportRowProps {
  entry: ImportEntry;
  checked: boolean;
  onToggle(): void;
}

function ImportRow({ entry, checked, onToggle }: ImportRowProps) {
  const { tone, label } = statusBadges[entry.status];
  const target = entry.url ?? (entry.command === null ? '' : joinCommandLine([entry.command, ...entry.args]));
  const secrets = [...entry.envNames, ...entry.headerNames];
  return (
    <li className="flex gap-3 px-3 py-2.5" data-status={entry.status}>
      <div className="flex h-5 items-center">
        <Checkbox
          aria-label={`Add ${entry.name}`}
          checked={checked}
          disabled={entry.status !== 'ready'}
          onCheckedChange={onToggle}
        />
      </div>
      <div className="min-w-0 flex-1">
        <div className="flex items-center justify-between gap-3">
          <PeerText text={entry.name} className="text-[0.8125rem] font-medium" limit={120} />
          <Badge tone={tone}>{label}</Badge>
        </div>
        {target ? (
          <p className="mt-0.5 font-mono text-xs text-muted-foreground">
            <PeerText text={target} limit={400} />
          </p>
        ) : null}
        {secrets.length > 0 ? (
          <p className="mt-0.5 text-xs text-muted-foreground">
            with <span className="font-mono">{secrets.join(', ')}</span>
          </p>
        ) : null}
        {entry.reason ? (
          <p className="mt-1 text-xs leading-relaxed">
            <PeerText text={entry.reason} limit={600} />
          </p>
        ) : null}
        {entry.warnings.map((warning) => (
          <p key={warning} className="mt-1 flex gap-1.5 text-xs text-caution">
            <TriangleAlertIcon className="mt-px size-3.5 shrink-0" aria-hidden />
            <PeerText text={warning} limit={600} />
          </p>
        ))}
      </div>
    </li>
  );
}
