'use client';
import { PanelLeftCloseIcon, PanelLeftOpenIcon } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { LabMark } from '@/components/lab-mark.tsx';
import { Tooltip } from '@/components/ui/tooltip.tsx';
import { cn } from '@/lib/class-names.ts';
import { useOpenAlertCount } from '../alerts/use-alerts.ts';
import { isActivePage, type NavigationPage, navigationPages } from './navigation.ts';

interface SidebarProps {
  folded: boolean;
  onFold?: () => void;
}

export function Sidebar({ folded, onFold }: SidebarProps) {
  const pathname = usePathname();
  const openAlerts = useOpenAlertCount();
  const FoldIcon = folded ? PanelLeftOpenIcon : PanelLeftCloseIcon;
  return (
    <div className="flex h-full flex-col">
      <Link
        href="/"
        className="flex h-14 items-center gap-2.5 px-4 outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45"
      >
        <LabMark className="size-7 shrink-0" />
        {folded ? (
          <span className="sr-only">MCP Reliability Lab</span>
        ) : (
          <span className="text-[0.8125rem] font-semibold tracking-tight">MCP Reliability Lab</span>
        )}
      </Link>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5 px-2.5 pt-2">
        {navigationPages.map((page) => (
          <SidebarLink
            key={page.href}
            page={page}
            active={isActivePage(page, pathname)}
            folded={folded}
            count={page.href === '/alerts' ? openAlerts : 0}
          />
        ))}
      </nav>
      {onFold ? (
        <div className="border-t p-2.5">
          <button
            type="button"
            onClick={onFold}
            className="flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-xs text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/45"
          >
            <FoldIcon className="size-4 shrink-0" />
            {folded ? <span className="sr-only">Unfold the navigation</span> : 'Fold'}
          </button>
        </div>
      ) : null}
    </div>
  );
}

interface SidebarLinkProps {
  page: NavigationPage;
  active: boolean;
  folded: boolean;
  count: number;
}

function SidebarLink({ page, active, folded, count }: SidebarLinkProps) {
  const Icon = page.icon;
  const link = (
    <Link
      href={page.href}
      aria-current={active ? 'page' : undefined}
      aria-label={folded ? page.label : undefined}
      className={cn(
        'group relative flex h-8.5 items-center gap-2.5 rounded-md px-2.5 text-[0.8125rem] font-medium transition-colors outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45',
        active
          ? 'bg-card text-foreground shadow-xs ring-1 ring-border dark:bg-accent'
          : 'text-muted-foreground hover:bg-accent/70 hover:text-foreground',
      )}
    >
      <Icon className={cn('size-4 shrink-0', active && 'text-primary')} strokeWidth={active ? 2.25 : 2} aria-hidden />
      {folded ? null : <span className="flex-1">{page.label}</span>}
      {count > 0 ? (
        <span
          className={cn(
            'rounded-full bg-bad/8 px-1.5 text-2xs font-semibold text-bad',
            folded && 'absolute -top-0.5 -right-0.5 size-2 bg-bad p-0 text-transparent',
          )}
        >
          {count}
          <span className="sr-only"> open</span>
        </span>
      ) : null}
    </Link>
  );
  return folded ? (
    <Tooltip side="right" content={page.label}>
      {link}
    </Tooltip>
  ) : (
    link
  );
}
