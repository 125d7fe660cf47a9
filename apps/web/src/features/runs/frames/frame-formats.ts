export type FrameFormat = 'pretty' | 'tree' | 'raw' | 'hex';

export const frameFormats: readonly { value: FrameFormat; label: string }[] = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'tree', label: 'Tree' },
  { value: 'raw', label: 'Raw' },
  { value: 'hex', label: 'Hex' },
];
