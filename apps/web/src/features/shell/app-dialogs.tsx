'use client';
import { Dialog } from '@/components/ui/dialog.tsx';
import { BenchmarkDialog } from '../benchmarks/benchmark-dialog.tsx';
import { AddServerDialog } from '../servers/add-server-dialog.tsx';
import { NewTestDialog } from '../tests/new-test-dialog.tsx';
import { RunDialog } from '../tests/run-dialog.tsx';
import { closeDialog, useOpenDialog } from './dialog-store.ts';

export function AppDialogs() {
  const dialog = useOpenDialog();
  return (
    <Dialog
      open={dialog !== null}
      onOpenChange={(open) => {
        if (!open) closeDialog();
      }}
    >
      {dialog?.name === 'add-server' ? (
        <AddServerDialog initialTab={dialog.tab ?? 'command'} onDone={closeDialog} />
      ) : null}
      {dialog?.name === 'run' ? <RunDialog serverId={dialog.serverId} onDone={closeDialog} /> : null}
      {dialog?.name === 'benchmark' ? (
        <BenchmarkDialog serverId={dialog.serverId} like={dialog.like} edit={dialog.edit} onDone={closeDialog} />
      ) : null}
      {dialog?.name === 'new-test' ? <NewTestDialog serverId={dialog.serverId} onDone={closeDialog} /> : null}
    </Dialog>
  );
}
