import type { Metadata } from 'next';
import { BenchmarkPage } from '@/features/benchmarks/benchmark-page.tsx';

export const metadata: Metadata = { title: 'Benchmark' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <BenchmarkPage id={id} />;
}
