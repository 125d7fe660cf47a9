'use client';
import { MenuIcon, SearchIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { AlertsButton } from './alerts-button.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import { UserMenu } from './user-menu.tsx';

export function Navbar({ onOpenNavigation }: { onOpenNavigation: () => void }) {
  const [paletteOpen, setPaletteOpen] = useState(false);
  useEffect(() => {
    const toggle = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setPaletteOpen((open) => !open);
    };
    document.addEventListener('keydown', toggle);
    return () => document.removeEventListener('keydown', toggle);
  }, []);

  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-background/85 px-4 backdrop-blur-md sm:px-6">
      <Button
        variant="ghost"
        size="icon"
        className="-ml-2 lg:hidden"
        aria-label="Open the navigation"
        onClick={onOpenNavigation}
      >
        <MenuIcon />
      </Button>
      <button
        type="button"
        onClick={() => setPaletteOpen(true)}
        aria-label="Search or jump to"
        className="flex h-8.5 w-full max-w-80 min-w-0 items-center gap-2 rounded-md border bg-card px-2.5 text-[0.8125rem] text-muted-foreground shadow-xs transition-colors outline-none hover:border-input hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/45"
      >
        <SearchIcon className="size-4 shrink-0" />
        <span className="flex-1 truncate text-left">Search or jump to…</span>
        <kbd className="hidden rounded border bg-muted px-1.5 font-sans text-2xs sm:inline">Ctrl K</kbd>
      </button>
      <div className="ml-auto flex items-center gap-1">
        <ConnectionBadge />
        <AlertsButton />
        <ThemeToggle />
        <UserMenu />
      </div>
      <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} />
    </header>
  );
}
