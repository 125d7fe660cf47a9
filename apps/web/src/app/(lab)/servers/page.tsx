import type { Metadata } from 'next';
import { ServersPage } from '@/features/servers/servers-page.tsx';

export const metadata: Metadata = { title: 'Servers' };

export default ServersPage;
