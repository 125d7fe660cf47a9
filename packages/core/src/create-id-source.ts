/**
 * Identifiers as UUID version 7: they sort by time, and those of one process in the order they were made, even within a
 * millisecond or when the clock steps back.
 */
export function createIdSource(now: () => number, randomBytes: (size: number) => Buffer): () => string {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const nowMs = now();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      // Leaves room to count up within the millisecond.
      counter = randomBytes(2).readUInt16BE() & 0x7ff;
    } else if (++counter > 0xfff) {
      lastMs++;
      counter = 0;
    }
    const bytes = randomBytes(16);
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8(((bytes[8] ?? 0) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
}
