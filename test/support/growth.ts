/**
 * Starts to measure. The clock gives milliseconds: those that passed, or those of the processor where other programs had it in
 * between.
 */
export function startClock(): () => number {
  const [start, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const elapsed = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    return Math.min(elapsed, (user + system) / 1_000);
  };
}

/** Growth below this is not with the square: it is 1 where time is linear, somewhat more with sorting and the collector. */
export const nearlyLinear = 1.75;

/** How many times as large the large input is. */
const scale = 8;
/** Below, the clock says more than the work does. */
const floorMs = 0.3;
const attempts = 8;
/** Short ones all fall into one and the same busy moment of a machine: there are more of them until so much work is done. */
const leastMs = 1_500;
/** No attempt begins after as much work: what takes as long is slow, whatever the machine does. */
const patienceMs = 5_000;

/**
 * The power of the size that time grows with: 1 where an input eight times as large takes eight times as long, 2 where it
 * takes sixty-four times as long. Noise only adds to a time: the small input counts with the fastest of its runs around the
 * large one, and what seems to grow too fast is measured again; the lowest growth counts. From the third time on the inputs
 * are twice as large: a square stays one, but a bound that the large input alone reached (a list that is full, the collector's
 * space for what is new) is then nearer to both.
 *
 * @param make the input of a size, made anew for each run, outside of what is measured
 * @param run what is measured
 * @param size of the large input, the first two times
 */
export async function measureGrowth<Input>(
  make: (size: number) => Input,
  run: (input: Input) => unknown,
  size: number,
): Promise<number> {
  const time = async (of: number): Promise<number> => {
    const input = make(of);
    const read = startClock();
    await run(input);
    return read();
  };
  // The first runs are those of code that is not compiled yet.
  await time(size / scale);
  const spent = startClock();
  let lowest = Number.POSITIVE_INFINITY;
  const isWorthMore = (left: number) => (left > 0 ? spent() < patienceMs : spent() < leastMs);
  for (let left = attempts; lowest >= nearlyLinear && isWorthMore(left); left -= 1) {
    const whole = attempts - left < 2 ? size : size * 2;
    const small = whole / scale;
    const before = Math.min(await time(small), await time(small));
    const large = await time(whole);
    const base = Math.max(Math.min(before, await time(small)), floorMs);
    lowest = Math.min(lowest, Math.log(Math.max(large, floorMs) / base) / Math.log(scale));
  }
  return lowest;
}
