import type { ReactNode } from 'react';
import { SessionGate } from '@/features/auth/session-gate.tsx';
import { AppShell } from '@/features/shell/app-shell.tsx';

export default function LabLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGate>
      <AppShell>{children}</AppShell>
    </SessionGate>
  );
}
