'use client';
import type { ExportFormat, Run } from '@mcp-lab/contracts';
import { ChevronDownIcon, DownloadIcon } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu.tsx';
import { useExportRun } from './use-run-actions.ts';

const formats: readonly { format: ExportFormat; label: string; use: string }[] = [
  { format: 'html', label: 'HTML', use: 'one file to read anywhere' },
  { format: 'md', label: 'Markdown', use: 'for an issue or a wiki' },
  { format: 'json', label: 'JSON', use: 'everything, with all frames' },
  { format: 'junit', label: 'JUnit', use: 'for test reports of a CI' },
  { format: 'sarif', label: 'SARIF', use: 'for code scanning' },
  { format: 'csv', label: 'CSV', use: 'for a spreadsheet' },
];

export function ExportMenu({ run }: { run: Run }) {
  const exporting = useExportRun(run);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button disabled={exporting.isPending}>
          <DownloadIcon />
          {exporting.isPending ? 'Exporting…' : 'Export'}
          <ChevronDownIcon className="size-3.5 opacity-70" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-60">
        {formats.map(({ format, label, use }) => (
          <DropdownMenuItem key={format} onSelect={() => exporting.mutate(format)}>
            <span className="w-20 font-medium">{label}</span>
            <span className="text-xs text-muted-foreground">{use}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
