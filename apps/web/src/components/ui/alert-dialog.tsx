'use client';
import { AlertDialog as AlertDialogPrimitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/class-names.ts';
import { Button } from './button.tsx';
import { modalClasses, overlayClasses } from './dialog.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  children: ReactNode;
  /** The verb on the button, for example `Delete server`. */
  action: string;
  pending?: boolean;
  disabled?: boolean;
  onConfirm(): void;
}

/** Asks before something that cannot be undone; the focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <AlertDialogPrimitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialogPrimitive.Portal>
        <AlertDialogPrimitive.Overlay className={overlayClasses} />
        <AlertDialogPrimitive.Content data-slot="confirm-dialog" className={cn(modalClasses, 'max-w-md')}>
          <div className="flex flex-col gap-2 px-5 pt-5 pb-4">
            <AlertDialogPrimitive.Title className="text-base font-semibold tracking-tight">
              {props.title}
            </AlertDialogPrimitive.Title>
            <AlertDialogPrimitive.Description asChild>
              <div className="flex flex-col gap-3 text-[0.8125rem] leading-relaxed text-muted-foreground">
                {props.children}
              </div>
            </AlertDialogPrimitive.Description>
          </div>
          <div className="flex justify-end gap-2 border-t bg-muted/40 px-5 py-3">
            <AlertDialogPrimitive.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialogPrimitive.Cancel>
            <Button variant="danger" disabled={props.pending || props.disabled} onClick={props.onConfirm}>
              {props.pending ? 'Working…' : props.action}
            </Button>
          </div>
        </AlertDialogPrimitive.Content>
      </AlertDialogPrimitive.Portal>
    </AlertDialogPrimitive.Root>
  );
}
