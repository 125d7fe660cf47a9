export const axisText = { fontSize: 11, fill: 'var(--muted-foreground)' };

/** What every axis has: small grey figures, no lines. */
export const axisStyle = { tick: axisText, tickLine: false, axisLine: false } as const;

/** An axis of values that begins at zero. */
export const valueAxis = { ...axisStyle, width: 58, domain: [0, 'auto'], tickCount: 4 } as const;

/** What every tooltip has. */
export const tooltipStyle = {
  isAnimationActive: false,
  cursor: { stroke: 'var(--input)', strokeDasharray: '3 3' },
} as const;

/** What every line and area has: breaks where nothing was measured, and does not move by itself. */
export const lineStyle = {
  type: 'linear',
  dot: false,
  strokeWidth: 1.5,
  isAnimationActive: false,
  connectNulls: false,
} as const;
