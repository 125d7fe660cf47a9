'use client';
import type { Permission } from '@mcp-lab/contracts';
import { type ReactNode, useState } from 'react';
import { PermissionButton } from './permission-button.tsx';
import { ConfirmDialog } from './ui/alert-dialog.tsx';

interface DeleteButtonProps {
  permission: Permission;
  /** What it is, such as `test`. */
  noun: string;
  name: string;
  pending: boolean;
  onDelete(): void;
  /** What goes and what stays. */
  children: ReactNode;
}

/** Asks before it deletes. */
export function DeleteButton({ permission, noun, name, pending, onDelete, children }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <PermissionButton permission={permission} onClick={() => setAsking(true)}>
        Delete…
      </PermissionButton>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${name}?`}
        action={`Delete ${noun}`}
        pending={pending}
        onConfirm={onDelete}
      >
        <p>{children}</p>
      </ConfirmDialog>
    </>
  );
}
