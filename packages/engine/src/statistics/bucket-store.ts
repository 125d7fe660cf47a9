import type { ByteReader, ByteWriter } from './byte-stream.ts';

/** Counts by bucket number, dense between the lowest and the highest bucket in use. */
export class BucketStore {
  total = 0;
  #first = 0;
  #counts = new Float64Array(0);

  add(bucket: number, times: number): void {
    let index = bucket - this.#first;
    if (index < 0 || index >= this.#counts.length) {
      this.#reach(bucket);
      index = bucket - this.#first;
    }
    this.#counts[index] = (this.#counts[index] ?? 0) + times;
    this.total += times;
  }

  merge(other: BucketStore): void {
    other.#forEach((bucket, count) => this.add(bucket, count));
  }

  /** The bucket of the value with this rank, from 1, counted from the lowest bucket. */
  bucketAt(rank: number): number {
    let seen = 0;
    for (let index = 0; index < this.#counts.length; index++) {
      seen += this.#counts[index] ?? 0;
      if (seen >= rank) return this.#first + index;
    }
    throw new RangeError(`rank ${rank} of ${this.total}`);
  }

  write(writer: ByteWriter): void {
    let used = 0;
    this.#forEach(() => used++);
    writer.varint(used);
    let previous = 0;
    this.#forEach((bucket, count) => {
      writer.varint(bucket - previous);
      writer.varint(count);
      previous = bucket;
    });
  }

  read(reader: ByteReader, lastBucket: number): void {
    let bucket = 0;
    for (let left = reader.varint(); left > 0; left--) {
      bucket += reader.varint();
      if (bucket > lastBucket) throw new RangeError(`bucket ${bucket} is out of range`);
      this.add(bucket, reader.varint());
    }
  }

  #forEach(visit: (bucket: number, count: number) => void): void {
    for (const [index, count] of this.#counts.entries()) if (count > 0) visit(this.#first + index, count);
  }

  /** Grows by whole powers of two of the values, so that a distribution settles after a few steps. */
  #reach(bucket: number): void {
    const wanted = bucket & ~0xff;
    const first = this.#counts.length === 0 ? wanted : Math.min(this.#first, wanted);
    const end = Math.max(this.#first + this.#counts.length, wanted + 256);
    const counts = new Float64Array(end - first);
    counts.set(this.#counts, this.#counts.length === 0 ? 0 : this.#first - first);
    this.#first = first;
    this.#counts = counts;
  }
}
