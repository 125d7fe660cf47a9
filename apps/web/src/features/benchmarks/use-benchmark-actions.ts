'use client';
import type { Benchmark, EndpointInput, Endpoints } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { patchCachedItem } from '@/lib/live/patch-cached-item.ts';
import { queryKeys } from '@/lib/query-keys.ts';

export function useRunBenchmark() {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (id: string) => client.runBenchmark({ params: { id }, body: {} }),
    onSuccess: (run) => {
      queries.setQueryData(queryKeys.run(run.id), run);
      void queries.invalidateQueries({ queryKey: queryKeys.benchmarks });
      router.push(`/runs/${run.id}`);
    },
    onError: (error) => toast.error('The benchmark could not be run', { description: messageOf(error) }),
  });
}

export function useCreateBenchmark(onCreated: (benchmark: Benchmark) => void) {
  const { client } = useLab();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: EndpointInput<Endpoints['createBenchmark']>['body']) => client.createBenchmark({ body }),
    onSuccess: (benchmark) => {
      void queries.invalidateQueries({ queryKey: queryKeys.benchmarks });
      toast.success(`${benchmark.name} was saved`);
      onCreated(benchmark);
    },
  });
}

export function useUpdateBenchmark(id: string, onUpdated: () => void) {
  const { client } = useLab();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: EndpointInput<Endpoints['updateBenchmark']>['body']) =>
      client.updateBenchmark({ params: { id }, body }),
    onSuccess: (updated) => {
      patchCachedItem<Benchmark>(queries, queryKeys.benchmarks, updated.id, () => updated);
      toast.success('Saved');
      onUpdated();
    },
  });
}

export function useDeleteBenchmark(benchmark: Benchmark) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => client.deleteBenchmark({ params: { id: benchmark.id } }),
    onSuccess: () => {
      toast.success(`${benchmark.name} was deleted`);
      router.replace('/benchmarks');
      void queries.invalidateQueries({ queryKey: queryKeys.benchmarkLists });
    },
    onError: (error) => toast.error('The benchmark was not deleted', { description: messageOf(error) }),
  });
}
