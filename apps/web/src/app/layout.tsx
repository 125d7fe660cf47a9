import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { Toaster } from '@/components/ui/toaster.tsx';
import { TooltipProvider } from '@/components/ui/tooltip.tsx';
import { LabProvider } from '@/lib/lab/lab-provider.tsx';
import { readWebConfig } from '@/lib/server-config.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'MCP Reliability Lab', template: '%s · MCP Reliability Lab' },
  description: 'Tests, torments, measures and watches MCP servers.',
  robots: { index: false, follow: false },
};
export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f9fb' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0d11' },
  ],
};

/** Drawn for every request: the nonce and the api's address are only known then. */
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { apiUrl, webSocketUrl } = readWebConfig();
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider attribute="class" defaultTheme="system" disableTransitionOnChange nonce={nonce}>
          <TooltipProvider delayDuration={250}>
            <LabProvider apiUrl={apiUrl} webSocketUrl={webSocketUrl}>
              {children}
            </LabProvider>
          </TooltipProvider>
          <Toaster />
        </ThemeProvider>
      </body>
    </html>
  );
}
