import Link from 'next/link';
import type { ReactNode } from 'react';

/** The name of a row; the whole row, which is `relative`, can be clicked. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="block truncate text-[0.8125rem] font-medium outline-none after:absolute after:inset-0 focus-visible:after:ring-[3px] focus-visible:after:ring-ring/45 focus-visible:after:ring-inset"
    >
      {children}
    </Link>
  );
}
