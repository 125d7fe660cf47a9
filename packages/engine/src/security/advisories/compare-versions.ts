/** Less than 0 where the first is older. By numbers; a pre-release is older than its release. Build metadata does not count. */
export function compareVersions(left: string, right: string): number {
  const [first, second] = [parse(left), parse(right)];
  const length = Math.max(first.numbers.length, second.numbers.length);
  for (let index = 0; index < length; index++) {
    const difference = (first.numbers[index] ?? 0) - (second.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(second.isPreRelease) - Number(first.isPreRelease);
}

/** Whether a text is one version, not a range or a tag. */
export function isVersion(text: string): boolean {
  return /^v?\d{1,9}(?:\.\d{1,9}){1,3}(?:[-.+]?[0-9A-Za-z.+-]{1,40})?$/.test(text);
}

function parse(version: string): { numbers: number[]; isPreRelease: boolean } {
  const [, numbers = '0', rest = ''] = /^v?(\d+(?:\.\d+)*)(.*)$/.exec(version.trim()) ?? [];
  const isPreRelease = /^(?:-|\.?(?:a|b|c|rc|alpha|beta|pre|dev)\d*)/i.test(rest.split('+')[0] ?? '');
  return { numbers: numbers.split('.').map(Number), isPreRelease };
}
