import { Skeleton } from './ui/skeleton.tsx';

/** Stands where rows will be. */
export function RowSkeletons({ rows }: { rows: number }) {
  return (
    <div role="status" className="divide-y">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex items-center gap-4 px-4 py-3.5">
          <Skeleton className="size-4 rounded-full" />
          <div className="flex-1 space-y-1.5">
            <Skeleton className="h-3.5 w-2/5 max-w-64" />
            <Skeleton className="h-3 w-3/5 max-w-96" />
          </div>
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
