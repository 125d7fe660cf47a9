'use client';
import { XIcon } from 'lucide-react';
import { Dialog as SheetPrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/class-names.ts';
import { overlayClasses } from './dialog.tsx';

export const Sheet = SheetPrimitive.Root;
export const SheetTitle = SheetPrimitive.Title;

const sides = {
  right: 'inset-y-0 right-0 border-l data-[state=open]:slide-in-from-right-8 data-[state=closed]:slide-out-to-right-8',
  left: 'inset-y-0 left-0 border-r data-[state=open]:slide-in-from-left-8 data-[state=closed]:slide-out-to-left-8',
};

interface SheetContentProps extends ComponentProps<typeof SheetPrimitive.Content> {
  side?: keyof typeof sides;
}

/** A panel from the side of the screen; on a phone it fills the width. */
export function SheetContent({ side = 'right', className, children, ...props }: SheetContentProps) {
  return (
    <SheetPrimitive.Portal>
      <SheetPrimitive.Overlay className={overlayClasses} />
      <SheetPrimitive.Content
        data-slot="sheet"
        aria-describedby={undefined}
        className={cn(
          'fixed z-50 flex w-full flex-col bg-popover shadow-pop outline-none duration-200 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=closed]:animate-out data-[state=closed]:fade-out-0',
          sides[side],
          className,
        )}
        {...props}
      >
        {children}
        <SheetPrimitive.Close className="absolute top-3 right-3 rounded-md p-1.5 text-muted-foreground transition-colors outline-none hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/45">
          <XIcon className="size-4" />
          <span className="sr-only">Close</span>
        </SheetPrimitive.Close>
      </SheetPrimitive.Content>
    </SheetPrimitive.Portal>
  );
}
