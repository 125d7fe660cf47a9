import type { Metadata } from 'next';
import { DashboardPage } from '@/features/dashboard/dashboard-page.tsx';

export const metadata: Metadata = { title: 'Overview' };

export default DashboardPage;
