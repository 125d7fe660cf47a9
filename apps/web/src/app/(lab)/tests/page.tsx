import type { Metadata } from 'next';
import { TestsPage } from '@/features/tests/tests-page.tsx';

export const metadata: Metadata = { title: 'Tests and runs' };

export default TestsPage;
