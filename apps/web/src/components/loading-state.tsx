import type { ReactNode } from 'react';
import { Skeleton } from './ui/skeleton.tsx';

interface LoadingStateProps {
  /** Skeletons in the shape of what will be there; default one tall block. */
  children?: ReactNode;
}

/** Stands where a page or a part of it will be. */
export function LoadingState({ children = <Skeleton className="h-96 rounded-xl" /> }: LoadingStateProps) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading</span>
      {children}
    </div>
  );
}
