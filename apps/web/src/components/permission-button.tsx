'use client';
import { hasPermission, type Permission, permissionsOf, type Role, roles } from '@mcp-lab/contracts';
import type { MouseEvent } from 'react';
import { useSession } from '@/lib/session/session-store.ts';
import { Button, type ButtonProps } from './ui/button.tsx';
import { Tooltip } from './ui/tooltip.tsx';

/** Whether to offer something; the lab decides again, for real, when it is asked. */
export function useCan(permission: Permission): boolean {
  const role = useSession((session) => session.user?.role);
  return role !== undefined && hasPermission(role, permission);
}

const plural: Record<Role, string> = { viewer: 'viewers', operator: 'operators', admin: 'admins' };

function whoMay(permission: Permission): string {
  return roles
    .filter((role) => permissionsOf[role].includes(permission))
    .map((role) => plural[role])
    .join(' and ');
}

interface PermissionButtonProps extends ButtonProps {
  permission: Permission;
}

/** A button that stays visible but off, with the reason, for roles that may not use it. */
export function PermissionButton({ permission, onClick, ...props }: PermissionButtonProps) {
  const role = useSession((session) => session.user?.role);
  const allowed = useCan(permission);
  if (allowed) return <Button onClick={onClick} {...props} />;
  // aria-disabled instead of disabled: it must take the focus to be able to say why.
  const refuse = (event: MouseEvent) => event.preventDefault();
  return (
    <Tooltip content={`Only ${whoMay(permission)} can do this. Your role is ${role ?? 'unknown'}.`}>
      <Button {...props} aria-disabled onClick={refuse} />
    </Tooltip>
  );
}
