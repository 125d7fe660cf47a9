import {
  BellIcon,
  FlaskConicalIcon,
  GaugeIcon,
  LayoutDashboardIcon,
  type LucideIcon,
  ServerIcon,
  SettingsIcon,
} from 'lucide-react';

export interface NavigationPage {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Other paths that belong to it. */
  also?: string;
}

export const navigationPages: readonly NavigationPage[] = [
  { href: '/', label: 'Overview', icon: LayoutDashboardIcon },
  { href: '/servers', label: 'Servers', icon: ServerIcon },
  { href: '/tests', label: 'Tests & runs', icon: FlaskConicalIcon, also: '/runs' },
  { href: '/benchmarks', label: 'Benchmarks', icon: GaugeIcon },
  { href: '/alerts', label: 'Alerts', icon: BellIcon },
  { href: '/settings', label: 'Settings', icon: SettingsIcon },
];

export function isActivePage(page: NavigationPage, pathname: string): boolean {
  if (page.href === '/') return pathname === '/';
  return [page.href, page.also].some((path) => path && (pathname === path || pathname.startsWith(`${path}/`)));
}
