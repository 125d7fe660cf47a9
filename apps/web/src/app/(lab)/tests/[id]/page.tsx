import type { Metadata } from 'next';
import { TestPage } from '@/features/tests/test-page.tsx';

export const metadata: Metadata = { title: 'Test' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <TestPage id={id} />;
}
