'use client';
import { ErrorState } from '@/components/error-state.tsx';

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState title="This page ran into a problem" error={error} onRetry={reset} />
    </main>
  );
}
