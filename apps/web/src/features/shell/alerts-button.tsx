'use client';
import { BellIcon } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { useOpenAlertCount } from '../alerts/use-alerts.ts';

/** Leads to the alerts, with a mark while some are not acknowledged. */
export function AlertsButton() {
  const open = useOpenAlertCount();
  return (
    <Button asChild variant="ghost" size="icon" className="relative">
      <Link href="/alerts" aria-label={open > 0 ? `Alerts: ${countOf(open, 'open one')}` : 'Alerts'}>
        <BellIcon />
        {open > 0 ? (
          <span aria-hidden className="absolute top-1.5 right-1.5 size-2 rounded-full bg-bad ring-2 ring-background" />
        ) : null}
      </Link>
    </Button>
  );
}
