/** What a busy machine may make slow says nothing about the server. */
const timedAreas = ['performance', 'reliability'];

/** Check ids with this verdict, each once, sorted. */
export function idsOf(stdout: string, verdict: string): string[] {
  const document = JSON.parse(stdout) as { results: { checkId: string; area: string; verdict: string }[] };
  const own = document.results.filter(
    (result) => result.verdict === verdict && (verdict === 'error' || !timedAreas.includes(result.area)),
  );
  return [...new Set(own.map(({ checkId }) => checkId))].sort();
}
