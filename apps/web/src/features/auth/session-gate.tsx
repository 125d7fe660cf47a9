'use client';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useEffect } from 'react';
import { ErrorState } from '@/components/error-state.tsx';
import { LabMark } from '@/components/lab-mark.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { LiveProvider } from '@/lib/live/live-provider.tsx';
import { endSession, useSession } from '@/lib/session/session-store.ts';

const retryMs = 5_000;

/** Shows its children to people who are signed in; sends others to sign in, or to set up a new lab, and back afterwards. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { client, keeper, apiUrl } = useLab();
  const status = useSession((session) => session.status);
  const router = useRouter();
  const pathname = usePathname();

  const restore = useCallback(() => {
    keeper.renewToken(null).catch((error: unknown) => {
      // An answer this build cannot read: something else listens there, or a lab of another version.
      console.error('the session could not be restored', error);
      endSession('unreachable');
    });
  }, [keeper]);
  useEffect(() => {
    if (status === 'unknown') restore();
    if (status !== 'unreachable') return;
    const timer = setInterval(restore, retryMs);
    return () => clearInterval(timer);
  }, [status, restore]);

  useEffect(() => {
    if (status !== 'signed-out') return;
    const goToLogin = () => {
      const here = pathname + window.location.search;
      router.replace(here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`);
    };
    client.getSetupState().then(({ needed }) => (needed ? router.replace('/setup') : goToLogin()), goToLogin);
  }, [status, client, router, pathname]);

  if (status === 'signed-in') return <LiveProvider>{children}</LiveProvider>;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center">
      {status === 'unreachable' ? (
        <ErrorState
          title="The lab does not answer"
          error={new Error(`Nothing answers at ${apiUrl}. This page tries again every few seconds.`)}
          onRetry={restore}
        />
      ) : (
        <div role="status" className="flex flex-col items-center gap-4">
          <LabMark className="size-10 animate-pulse" />
          <span className="sr-only">Loading</span>
        </div>
      )}
    </main>
  );
}
