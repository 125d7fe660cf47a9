export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

const viewer = [
  'servers:read',
  'tests:read',
  'runs:read',
  'benchmarks:read',
  'metrics:read',
  'logs:read',
  'alerts:read',
  'system:read',
] as const;
const operator = [
  ...viewer,
  'servers:operate',
  // Whoever may call a tool can do through it whatever the server can do.
  'servers:call',
  'tests:write',
  'runs:execute',
  'benchmarks:write',
  'metrics:write',
  'alerts:write',
] as const;
const admin = [
  ...operator,
  'servers:write',
  // Whoever may define a command owns the account the lab runs under: a permission of its own.
  'servers:define-command',
  'secrets:read',
  'users:manage',
  'settings:manage',
  'audit:read',
] as const;

export type Permission = (typeof admin)[number];

export const permissionsOf: Record<Role, readonly Permission[]> = { viewer, operator, admin };

export function hasPermission(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission);
}
