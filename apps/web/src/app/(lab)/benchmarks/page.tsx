import type { Metadata } from 'next';
import { BenchmarksPage } from '@/features/benchmarks/benchmarks-page.tsx';

export const metadata: Metadata = { title: 'Benchmarks' };

export default BenchmarksPage;
