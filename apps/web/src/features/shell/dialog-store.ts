import type { Benchmark } from '@mcp-lab/contracts';
import { create } from 'zustand';

/** The dialogs that open from more than one place; one at a time. */
export type OpenDialog =
  | { name: 'add-server'; tab?: 'command' | 'url' | 'config' }
  | { name: 'run'; serverId?: string }
  | { name: 'new-test'; serverId?: string }
  | { name: 'benchmark'; serverId?: string; like?: Benchmark; edit?: boolean };

interface DialogState {
  dialog: OpenDialog | null;
}

const useDialogState = create<DialogState>(() => ({ dialog: null }));

export const useOpenDialog = () => useDialogState((state) => state.dialog);
export const openDialog = (dialog: OpenDialog): void => useDialogState.setState({ dialog });
export const closeDialog = (): void => useDialogState.setState({ dialog: null });
