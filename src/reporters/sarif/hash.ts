/**
 * `primaryLocationLineHash` as GitHub's own upload step computes it (github/codeql-action, `src/fingerprints.ts`): for a
 * line, the polynomial of base 37 modulo 2^64 over the 100 UTF-16 code units from its start, blanks and tabs left out, all
 * line ends read as a line feed, the end of the file as U+FFFF followed by zeros; then `:` and the how-manieth line of the
 * file with that value it is. A byte-order mark, which no line here carries, would count as a character there.
 */
const blockSize = 100;
const endOfFile = 0xffff;
const two32 = 2 ** 32;
/** Lines beyond have no hash: memory stays bounded whatever the file is made of. */
const maxLine = 1_000_000;
const compactAt = 1 << 16;

/**
 * @param line text of a line by its 1-based number; undefined after the last one. A last line feed ends in an empty line.
 * @returns the hash of each wanted line that the file has
 */
export function hashLines(
  line: (number: number) => string | undefined,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const last = [...wanted].reduce((max, number) => (number <= maxLine ? Math.max(max, number) : max), 0);
  const hasher = createHasher();
  for (let number = 1; hasher.values.length < last; number++) {
    const text = line(number);
    if (text === undefined) {
      hasher.end();
      break;
    }
    if (number > 1) hasher.push(0x0a);
    for (let i = 0; i < text.length && hasher.values.length < last; i++) hasher.push(text.charCodeAt(i));
  }
  return numberEqual(hasher.values, wanted);
}

type Value = readonly [high: number, low: number];

/** Takes the code units of a file and yields a value for each line, as soon as a whole block of it was seen. */
function createHasher() {
  const values: Value[] = [];
  /** Starts of lines without a value yet: positions among the units that count. */
  const open: number[] = [];
  let units: number[] = [];
  let base = 0;
  let lineStart = true;
  let afterReturn = false;
  const close = (start: number): void => {
    values.push(hashBlock(units, start - base));
    open.shift();
  };
  const add = (unit: number): void => {
    if (lineStart) open.push(base + units.length);
    lineStart = unit === 0x0a;
    units.push(unit);
    const [first] = open;
    if (first !== undefined && first + blockSize <= base + units.length) close(first);
    if (units.length < compactAt) return;
    const keepFrom = open[0] ?? base + units.length;
    units = units.slice(keepFrom - base);
    base = keepFrom;
  };
  return {
    values,
    push(unit: number): void {
      const skipped = unit === 0x20 || unit === 0x09 || (afterReturn && unit === 0x0a);
      afterReturn = !skipped && unit === 0x0d;
      if (!skipped) add(unit === 0x0d ? 0x0a : unit);
    },
    end(): void {
      add(endOfFile);
      for (const start of [...open]) close(start);
    },
  };
}

function hashBlock(units: readonly number[], start: number): Value {
  let high = 0;
  let low = 0;
  for (let i = start; i < start + blockSize; i++) {
    const next = low * 37 + (units[i] ?? 0);
    low = next % two32;
    high = (high * 37 + Math.floor(next / two32)) % two32;
  }
  return [high, low];
}

/** Spells the values of the wanted lines, each with the number of lines up to it that have the same. */
function numberEqual(values: readonly Value[], wanted: ReadonlySet<number>): ReadonlyMap<number, string> {
  const lows = new Set([...wanted].map((number) => values[number - 1]?.[1]));
  const counts = new Map<string, number>();
  const hashes = new Map<number, string>();
  for (const [i, [high, low]] of values.entries()) {
    if (!lows.has(low)) continue;
    const value = (BigInt(high) * BigInt(two32) + BigInt(low)).toString(16);
    const seen = (counts.get(value) ?? 0) + 1;
    counts.set(value, seen);
    if (wanted.has(i + 1)) hashes.set(i + 1, `${value}:${seen}`);
  }
  return hashes;
}
