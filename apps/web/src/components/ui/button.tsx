import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/class-names.ts';

const buttonVariants = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-[0.8125rem] font-medium whitespace-nowrap transition-colors outline-none select-none',
    'focus-visible:ring-[3px] focus-visible:ring-ring/45 disabled:pointer-events-none disabled:opacity-50',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    "[&_svg]:pointer-events-none [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
  ],
  {
    variants: {
      variant: {
        primary:
          'bg-primary text-primary-foreground shadow-xs hover:bg-primary/90 aria-disabled:hover:bg-primary dark:font-semibold',
        outline: 'border border-input/80 bg-card shadow-xs hover:bg-accent aria-disabled:hover:bg-card',
        secondary: 'bg-accent hover:bg-accent/70',
        ghost: 'text-muted-foreground hover:bg-accent hover:text-foreground aria-disabled:hover:bg-transparent',
        danger: 'border border-bad/35 bg-bad/8 text-bad hover:bg-bad/15',
        link: 'text-primary underline-offset-4 hover:underline',
      },
      size: {
        sm: 'h-7.5 px-2.5 text-xs',
        md: 'h-8.5 px-3.5',
        lg: 'h-10 px-5 text-sm',
        icon: 'size-8.5',
        'icon-sm': 'size-7.5',
      },
    },
    compoundVariants: [{ variant: 'link', className: 'h-auto px-0' }],
    defaultVariants: { variant: 'outline', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonVariants> & { asChild?: boolean };

export function Button({ className, variant, size, asChild = false, type = 'button', ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) return <Slot.Root data-slot="button" className={classes} {...props} />;
  return <button data-slot="button" type={type} className={classes} {...props} />;
}
