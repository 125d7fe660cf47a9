import type { ReactNode } from 'react';
import { LabMark } from '@/components/lab-mark.tsx';

interface AuthFrameProps {
  title: string;
  description: ReactNode;
  children: ReactNode;
}

/** The page around the sign-in and setup forms. */
export function AuthFrame({ title, description, children }: AuthFrameProps) {
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="flex flex-col justify-center px-6 py-10 sm:px-12">
        <div className="mx-auto w-full max-w-sm">
          <div className="flex items-center gap-2.5">
            <LabMark className="size-8" />
            <span className="text-sm font-semibold tracking-tight">MCP Reliability Lab</span>
          </div>
          <h1 className="mt-8 text-2xl font-semibold tracking-[-0.02em]">{title}</h1>
          <div className="mt-1.5 text-[0.8125rem] leading-relaxed text-muted-foreground">{description}</div>
          <div className="mt-7">{children}</div>
        </div>
      </div>
      <aside aria-hidden className="relative hidden overflow-hidden border-l bg-sidebar lg:block">
        <TraceField />
      </aside>
    </main>
  );
}

/** Lines of a recorder: steady ones, and the one that is being watched. */
function TraceField() {
  const rows = Array.from({ length: 15 }, (_, row) => row);
  const beat = (x: number, y: number) => `L${x - 26} ${y} l10 -6 l9 6 l7 -46 l11 78 l9 -42 l7 10 L${x + 46} ${y}`;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 800 900"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 size-full"
    >
      {rows.map((row) => {
        const y = 60 + row * 56;
        const watched = row === 7;
        const beats = watched ? [150, 360, 570, 780] : [((row * 263) % 700) + 60];
        return (
          <path
            key={row}
            d={`M0 ${y} ${beats.map((x) => beat(x, y)).join(' ')} L800 ${y}`}
            fill="none"
            strokeLinejoin="round"
            strokeWidth={watched ? 2 : 1.25}
            className={watched ? 'stroke-primary' : 'stroke-border'}
          />
        );
      })}
    </svg>
  );
}
