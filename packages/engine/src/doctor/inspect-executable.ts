import { open } from 'node:fs/promises';

/** What a file is to the system that is asked to start it. */
export type Executable =
  | { kind: 'elf'; machine: string | null; loader: string | null }
  | { kind: 'mach-o' }
  | { kind: 'windows' }
  | { kind: 'script'; interpreter: string; argument: string | null; lineEnd: 'lf' | 'crlf' }
  /** Text without a `#!` line; `mark`: a byte order mark hides the one it has. */
  | { kind: 'text'; mark: boolean }
  | { kind: 'empty' }
  | { kind: 'unknown' };

const machines: Record<number, string> = {
  3: 'ia32',
  8: 'mips',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};
const headBytes = 8192;

/** Reads the head of a file. Throws what opening it throws. */
export async function inspectExecutable(file: string): Promise<Executable> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return judgeHead(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function judgeHead(head: Buffer): Executable {
  if (head.length === 0) return { kind: 'empty' };
  if (head.subarray(0, 4).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]))) return readElf(head);
  const magic = head.length >= 4 ? head.readUInt32BE(0) : 0;
  if ([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe].includes(magic)) return { kind: 'mach-o' };
  if (head.subarray(0, 2).toString('latin1') === 'MZ') return { kind: 'windows' };
  if (head.subarray(0, 2).toString('latin1') === '#!') return readShebang(head);
  const mark = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  return head.includes(0)
    ? { kind: 'unknown' }
    : { kind: 'text', mark: mark && head.subarray(3, 5).toString() === '#!' };
}

function readShebang(head: Buffer): Executable {
  const line = head.toString('latin1').split('\n', 1)[0] ?? '';
  const [interpreter = '', ...rest] = line
    .slice(2)
    .trim()
    .split(/[ \t]+/);
  const lineEnd = line.endsWith('\r') ? 'crlf' : 'lf';
  return { kind: 'script', interpreter, argument: rest.length === 0 ? null : rest.join(' '), lineEnd };
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html; the loader is segment type 3 (PT_INTERP). */
function readElf(head: Buffer): Executable {
  if (head.length < 64) return { kind: 'elf', machine: null, loader: null };
  const is64 = head[4] === 2;
  const isLittle = head[5] === 1;
  const half = (at: number) => (isLittle ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const word = (at: number) => (isLittle ? head.readUInt32LE(at) : head.readUInt32BE(at));
  // Offsets beyond the head are of no use here, so the low word of a 64-bit one is enough.
  const low = (at: number) => (is64 && !isLittle ? word(at + 4) : word(at));
  const machine = machines[half(18)] ?? null;
  const table = low(is64 ? 32 : 28);
  const size = half(is64 ? 54 : 42);
  const count = half(is64 ? 56 : 44);
  for (let index = 0; index < count; index++) {
    const at = table + index * size;
    if (at + size > head.length || size < 32) break;
    if (word(at) !== 3) continue;
    const begin = low(at + (is64 ? 8 : 4));
    const length = low(at + (is64 ? 32 : 16));
    if (begin + length > head.length) break;
    return { kind: 'elf', machine, loader: head.toString('latin1', begin, begin + length).replace(/\0.*$/s, '') };
  }
  return { kind: 'elf', machine, loader: null };
}
