const whole = new Intl.NumberFormat(undefined);

export const formatCount = (value: number): string => whole.format(value);

/** `1 check`, `12 checks`. */
export function countOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${whole.format(value)} ${value === 1 ? singular : plural}`;
}

/** A share in [0, 1] as percent; never rounds up to 100 % nor down to 0 %. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  const percent = Math.min(99.9, Math.max(0.1, share * 100));
  return `${percent.toFixed(1)}%`;
}
