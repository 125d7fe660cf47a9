import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/class-names.ts';

const badgeVariants = cva(
  'inline-flex w-fit shrink-0 items-center gap-1 rounded-[5px] px-1.5 py-px text-2xs font-medium whitespace-nowrap ring-1 ring-inset [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        good: 'bg-good/10 text-good ring-good/25',
        bad: 'bg-bad/10 text-bad ring-bad/25',
        caution: 'bg-caution/10 text-caution ring-caution/25',
        notice: 'bg-notice/10 text-notice ring-notice/25',
        odd: 'bg-odd/10 text-odd ring-odd/25',
        accent: 'bg-primary/10 text-primary ring-primary/25',
        quiet: 'bg-muted text-muted-foreground ring-border',
      },
    },
    defaultVariants: { tone: 'quiet' },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeVariants>['tone']>;

export function Badge({ className, tone, ...props }: ComponentProps<'span'> & { tone?: Tone }) {
  return <span data-slot="badge" className={cn(badgeVariants({ tone }), className)} {...props} />;
}
