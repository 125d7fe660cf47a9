'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/form-error.tsx';
import { Button } from '@/components/ui/button.tsx';
import { DialogBody, DialogFooter } from '@/components/ui/dialog.tsx';
import { TextareaField } from '@/components/ui/text-field.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { ImportPreview } from './import-preview.tsx';

const example = `{
  "mcpServers": {
    "weather": { "command": "npx", "args": ["-y", "weather-mcp"] }
  }
}`;

/** Two steps: look at what a config file holds, then add the chosen entries. */
export function ImportConfigForm({ onDone }: { onDone: () => void }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  const [content, setContent] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const preview = useMutation({
    mutationFn: () => client.importServers({ body: { content, apply: false } }),
    onSuccess: ({ entries }) =>
      setChosen(new Set(entries.filter((entry) => entry.status === 'ready').map((entry) => entry.name))),
  });
  const apply = useMutation({
    mutationFn: () => client.importServers({ body: { content, apply: true, only: [...chosen] } }),
    onSuccess: ({ servers }) => {
      void queries.invalidateQueries({ queryKey: queryKeys.servers });
      toast.success(`${countOf(servers.length, 'server')} added`);
      onDone();
      router.push('/servers');
    },
  });
  const change = (text: string) => {
    setContent(text);
    preview.reset();
    apply.reset();
  };
  const error = preview.error ?? apply.error;
  return (
    <>
      <DialogBody className="flex flex-col gap-4">
        <TextareaField
          label="Config file"
          hint="The JSON of Claude Desktop, Claude Code, Cursor, VS Code, Cline, Windsurf, Gemini CLI or Zed, or a registry server.json. Comments and trailing commas are fine. Nothing is added before you have seen what it holds."
          name="content"
          rows={preview.data ? 5 : 11}
          spellCheck={false}
          className="font-mono text-xs"
          placeholder={example}
          value={content}
          onChange={change}
        />
        <FormError error={error} />
        {preview.data ? (
          <ImportPreview
            format={preview.data.format}
            entries={preview.data.entries}
            chosen={chosen}
            onChoose={setChosen}
          />
        ) : null}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>Cancel</Button>
        {preview.data ? (
          <Button variant="primary" disabled={chosen.size === 0 || apply.isPending} onClick={() => apply.mutate()}>
            {apply.isPending ? 'Adding…' : `Add ${countOf(chosen.size, 'server')}`}
          </Button>
        ) : (
          <Button
            variant="primary"
            disabled={content.trim() === '' || preview.isPending}
            onClick={() => preview.mutate()}
          >
            {preview.isPending ? 'Reading…' : 'Preview'}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}
