'use client';
import { FileJsonIcon, GlobeIcon, TerminalIcon } from 'lucide-react';
import { DialogContent, DialogHeader } from '@/components/ui/dialog.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs.tsx';
import { AddServerForm } from './add-server-form.tsx';
import { ImportConfigForm } from './import-config-form.tsx';

interface AddServerDialogProps {
  initialTab: 'command' | 'url' | 'config';
  onDone(): void;
}

export function AddServerDialog({ initialTab, onDone }: AddServerDialogProps) {
  return (
    <DialogContent className="max-w-2xl" data-testid="add-server-dialog">
      <DialogHeader
        title="Add server"
        description="The lab finds out by itself which revisions and transports it speaks."
      />
      <Tabs defaultValue={initialTab} className="flex min-h-0 flex-1 flex-col">
        <TabsList className="px-5 pt-1.5">
          <TabsTrigger value="command">
            <TerminalIcon />
            Command
          </TabsTrigger>
          <TabsTrigger value="url">
            <GlobeIcon />
            URL
          </TabsTrigger>
          <TabsTrigger value="config">
            <FileJsonIcon />
            Paste a config
          </TabsTrigger>
        </TabsList>
        <TabsContent value="command" className="flex min-h-0 flex-1 flex-col">
          <AddServerForm kind="stdio" onDone={onDone} />
        </TabsContent>
        <TabsContent value="url" className="flex min-h-0 flex-1 flex-col">
          <AddServerForm kind="http" onDone={onDone} />
        </TabsContent>
        <TabsContent value="config" className="flex min-h-0 flex-1 flex-col">
          <ImportConfigForm onDone={onDone} />
        </TabsContent>
      </Tabs>
    </DialogContent>
  );
}
