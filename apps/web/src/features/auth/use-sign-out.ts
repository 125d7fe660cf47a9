'use client';
import { useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';

/** Ends the session here and in the other tabs, and forgets what was loaded for it. */
export function useSignOut(): () => void {
  const { keeper } = useLab();
  const queries = useQueryClient();
  return () => {
    keeper.signOut().then(
      () => queries.clear(),
      (error: unknown) => toast.error('You are still signed in', { description: messageOf(error) }),
    );
  };
}
