import type { Metadata } from 'next';
import { BenchmarkComparePage } from '@/features/benchmarks/compare-page.tsx';

export const metadata: Metadata = { title: 'Compare benchmarks' };

export default BenchmarkComparePage;
