const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `512 B`, `3.4 KiB`, `128 MiB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10)));
  const value = bytes / 1024 ** power;
  return `${power === 0 || Math.abs(value) >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
