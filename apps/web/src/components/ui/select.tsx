'use client';
import { CheckIcon, ChevronDownIcon } from 'lucide-react';
import { Select as SelectPrimitive } from 'radix-ui';
import { cn } from '@/lib/class-names.ts';

interface SelectOption {
  value: string;
  label: string;
  /** A second line in the list, not on the closed control. */
  hint?: string;
}

export interface SelectProps {
  value: string;
  onValueChange(value: string): void;
  options: readonly SelectOption[];
  /** Read to people who cannot see the label, and used by tests. */
  'aria-label'?: string;
  id?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
}

/** A styled listbox with one chosen value; keyboard and typing ahead come from Radix. */
export function Select({ value, onValueChange, options, placeholder, disabled, className, ...label }: SelectProps) {
  return (
    <SelectPrimitive.Root value={value} onValueChange={onValueChange} disabled={disabled}>
      <SelectPrimitive.Trigger
        data-slot="select"
        {...label}
        className={cn(
          'flex h-8.5 w-full min-w-0 items-center justify-between gap-2 rounded-md border border-input bg-card px-3 text-[0.8125rem] shadow-xs transition-colors outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30 disabled:cursor-not-allowed disabled:opacity-55 data-[placeholder]:text-muted-foreground dark:bg-background/60 [&>span]:truncate',
          className,
        )}
      >
        <SelectPrimitive.Value placeholder={placeholder} />
        <SelectPrimitive.Icon asChild>
          <ChevronDownIcon className="size-3.5 shrink-0 text-muted-foreground" />
        </SelectPrimitive.Icon>
      </SelectPrimitive.Trigger>
      <SelectPrimitive.Portal>
        <SelectPrimitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border bg-popover shadow-pop data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          <SelectPrimitive.Viewport className="p-1">
            {options.map((option) => (
              <SelectPrimitive.Item
                key={option.value}
                value={option.value}
                className="relative flex cursor-default flex-col rounded-md py-1.5 pr-8 pl-2 text-[0.8125rem] outline-none select-none focus:bg-accent data-[disabled]:opacity-45"
              >
                <SelectPrimitive.ItemText>{option.label}</SelectPrimitive.ItemText>
                {option.hint ? <span className="text-xs text-muted-foreground">{option.hint}</span> : null}
                <SelectPrimitive.ItemIndicator className="absolute top-2 right-2">
                  <CheckIcon className="size-3.5 text-primary" />
                </SelectPrimitive.ItemIndicator>
              </SelectPrimitive.Item>
            ))}
          </SelectPrimitive.Viewport>
        </SelectPrimitive.Content>
      </SelectPrimitive.Portal>
    </SelectPrimitive.Root>
  );
}
