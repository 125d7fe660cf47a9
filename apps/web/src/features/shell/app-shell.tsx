'use client';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Sheet, SheetContent, SheetTitle } from '@/components/ui/sheet.tsx';
import { cn } from '@/lib/class-names.ts';
import { AppDialogs } from './app-dialogs.tsx';
import { Navbar } from './navbar.tsx';
import { Sidebar } from './sidebar.tsx';

/** Navigation around every page. Narrow screens get it as a drawer, wide ones can fold it to icons. */
export function AppShell({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [folded, setFolded] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes whenever another page was chosen
  useEffect(() => setDrawerOpen(false), [pathname]);

  return (
    <div
      className={cn(
        'grid min-h-dvh grid-cols-[minmax(0,1fr)]',
        folded ? 'lg:grid-cols-[3.75rem_minmax(0,1fr)]' : 'lg:grid-cols-[14.5rem_minmax(0,1fr)]',
      )}
    >
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-primary focus:px-3 focus:py-2 focus:text-primary-foreground"
      >
        Skip to the content
      </a>
      <aside className="sticky top-0 hidden h-dvh border-r bg-sidebar lg:block">
        <Sidebar folded={folded} onFold={() => setFolded(!folded)} />
      </aside>
      <Sheet open={drawerOpen} onOpenChange={setDrawerOpen}>
        <SheetContent side="left" className="max-w-64 bg-sidebar">
          <SheetTitle className="sr-only">Navigation</SheetTitle>
          <Sidebar folded={false} />
        </SheetContent>
      </Sheet>
      <div className="flex min-w-0 flex-col">
        <Navbar onOpenNavigation={() => setDrawerOpen(true)} />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[140rem] flex-1 px-4 py-5 outline-none sm:px-6 sm:py-6"
        >
          {children}
        </main>
      </div>
      <AppDialogs />
    </div>
  );
}
