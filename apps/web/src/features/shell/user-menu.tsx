'use client';
import { LogOutIcon, UserIcon } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu.tsx';
import { useSession } from '@/lib/session/session-store.ts';
import { useSignOut } from '../auth/use-sign-out.ts';

export function UserMenu() {
  const user = useSession((session) => session.user);
  const signOut = useSignOut();
  if (user === null) return null;
  const words = user.name.split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.charAt(0).toUpperCase())
    .join('');
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label="Your account"
        className="ml-1 flex size-8 items-center justify-center rounded-full bg-primary/12 text-xs font-semibold text-primary ring-1 ring-primary/20 outline-none ring-inset focus-visible:ring-[3px] focus-visible:ring-ring/45"
      >
        {initials}
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-56">
        <DropdownMenuLabel>
          <div className="flex items-center justify-between gap-3">
            <span className="truncate text-[0.8125rem] font-semibold">{user.name}</span>
            <Badge tone="accent" data-testid="user-role">
              {user.role}
            </Badge>
          </div>
          <div className="truncate text-xs text-muted-foreground">{user.email}</div>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/settings">
            <UserIcon />
            Profile and sessions
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={signOut}>
          <LogOutIcon />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
