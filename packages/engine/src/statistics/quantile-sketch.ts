import { BucketStore } from './bucket-store.ts';
import { ByteReader, ByteWriter } from './byte-stream.ts';

/** Below this magnitude a value counts as zero; above the other it falls into the last bucket. Both bound the memory. */
const smallest = 2 ** -30;
const largest = 2 ** 53;
const formatVersion = 1;

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);
/** Which half of a double holds the exponent. */
const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * A mergeable summary of a distribution: how many values, their sum, smallest and largest, and any quantile with a
 * relative error of at most 1/512 (0.2 %). Each power of two is cut into 256 equal buckets (log-linear, 8 sub-bucket
 * bits), so a bucket is the top of the value's own bits. The sketch of a union is the merge of the sketches, exactly.
 */
export class QuantileSketch {
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #zeros = 0;
  readonly #positive = new BucketStore();
  readonly #negative = new BucketStore();

  get count(): number {
    return this.#count;
  }

  get sum(): number {
    return this.#sum;
  }

  /** Null while empty. */
  get min(): number | null {
    return this.#count === 0 ? null : this.#min;
  }

  get max(): number | null {
    return this.#count === 0 ? null : this.#max;
  }

  /** RangeError for NaN and the infinities. */
  record(value: number, times = 1): void {
    if (!Number.isFinite(value)) throw new RangeError(`a sketch takes finite numbers, not ${value}`);
    this.#count += times;
    this.#sum += value * times;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (value >= smallest) this.#positive.add(bucketOf(value), times);
    else if (value <= -smallest) this.#negative.add(bucketOf(-value), times);
    else this.#zeros += times;
  }

  merge(other: QuantileSketch): void {
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    this.#zeros += other.#zeros;
    this.#positive.merge(other.#positive);
    this.#negative.merge(other.#negative);
  }

  /** The value at a quantile from 0 to 1 by nearest rank; null while empty. */
  quantile(quantile: number): number | null {
    if (!(quantile >= 0 && quantile <= 1)) throw new RangeError(`a quantile lies in 0 to 1, not at ${quantile}`);
    if (this.#count === 0) return null;
    const rank = Math.max(1, Math.ceil(quantile * this.#count));
    if (rank === 1) return this.#min;
    if (rank === this.#count) return this.#max;
    return Math.min(this.#max, Math.max(this.#min, this.#valueAt(rank)));
  }

  /** Compact bytes: two to three a non-empty bucket. */
  toBytes(): Uint8Array {
    const writer = new ByteWriter();
    writer.varint(formatVersion);
    writer.varint(this.#count);
    if (this.#count === 0) return writer.finish();
    for (const number of [this.#sum, this.#min, this.#max]) writer.float64(number);
    writer.varint(this.#zeros);
    this.#positive.write(writer);
    this.#negative.write(writer);
    return writer.finish();
  }

  /** RangeError where the bytes are not a whole sketch. */
  static fromBytes(bytes: Uint8Array): QuantileSketch {
    const reader = new ByteReader(bytes);
    const sketch = new QuantileSketch();
    const version = reader.varint();
    if (version !== formatVersion) throw new RangeError(`unknown sketch format ${version}`);
    sketch.#count = reader.varint();
    if (sketch.#count === 0) return sketch;
    sketch.#sum = reader.float64();
    sketch.#min = reader.float64();
    sketch.#max = reader.float64();
    sketch.#zeros = reader.varint();
    sketch.#positive.read(reader, lastBucket);
    sketch.#negative.read(reader, lastBucket);
    if (sketch.#zeros + sketch.#positive.total + sketch.#negative.total !== sketch.#count) {
      throw new RangeError('the buckets of the sketch do not add up to its count');
    }
    return sketch;
  }

  toBase64(): string {
    return Buffer.from(this.toBytes()).toString('base64');
  }

  static fromBase64(text: string): QuantileSketch {
    return QuantileSketch.fromBytes(Buffer.from(text, 'base64'));
  }

  /** From the most negative value up. */
  #valueAt(rank: number): number {
    const { total } = this.#negative;
    if (rank <= total) return -middleOf(this.#negative.bucketAt(total - rank + 1));
    if (rank <= total + this.#zeros) return 0;
    return middleOf(this.#positive.bucketAt(rank - total - this.#zeros));
  }
}

/** Exponent and the first eight bits of the mantissa. */
function bucketOf(magnitude: number): number {
  float[0] = Math.min(magnitude, largest);
  return (halves[high] ?? 0) >>> 12;
}

const lastBucket = bucketOf(largest);

function middleOf(bucket: number): number {
  halves[1 - high] = 0;
  halves[high] = (bucket << 12) | 0x800;
  return float[0] ?? 0;
}
