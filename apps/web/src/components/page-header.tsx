import { ChevronRightIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: ReactNode;
  /** Where this page is, from the outside in. */
  trail?: readonly { label: string; href: string }[];
  /** Beside the title: badges. */
  aside?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, trail = [], aside, description, actions }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        {trail.length > 0 ? (
          <nav aria-label="Breadcrumb" className="mb-1 flex items-center gap-1 text-xs text-muted-foreground">
            {trail.map((step, index) => (
              <span key={step.href} className="flex items-center gap-1">
                {index > 0 ? <ChevronRightIcon className="size-3 opacity-60" aria-hidden /> : null}
                <Link href={step.href} className="rounded-sm hover:text-foreground hover:underline">
                  {step.label}
                </Link>
              </span>
            ))}
          </nav>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 text-xl font-semibold tracking-[-0.018em] wrap-anywhere">{title}</h1>
          {aside}
        </div>
        {description ? (
          <div className="mt-1 max-w-3xl text-[0.8125rem] leading-relaxed text-muted-foreground">{description}</div>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}
