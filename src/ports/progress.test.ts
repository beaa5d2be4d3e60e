import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from './progress.ts';

/** A terminal that remembers, and a clock that is set by hand. */
function setUp(patch: Partial<LogOptions> = {}, isTTY = true) {
  const written: string[] = [];
  const clock = { now: 0 };
  const stream = { write: (text: string) => written.push(text), isTTY, columns: 60 };
  const options = { stream, now: () => clock.now, quiet: false, verbose: false, progress: true };
  return { written, clock, log: createLog({ ...options, ...patch }) };
}
const clear = `\r${String.fromCharCode(27)}[K`;

describe('createLog', () => {
  it('draws at most ten times a second and wipes the bar at the end', () => {
    const { written, clock, log } = setUp();
    for (clock.now = 0; clock.now < 1000; clock.now += 5) log.progress('asking registries', clock.now, 1000);
    expect(written.length).toBe(10);
    expect(written[5]).toBe(`${clear}asking registries [============            ] 500/1000`);
    log.stop();
    expect(written.at(-1)).toBe(clear);
    clock.now += 1000;
    log.progress('late', 1, 1);
    log.stop();
    expect(written.length).toBe(11);
  });

  it('draws for 80 columns where a terminal does not tell its width', () => {
    const [unknown, usual] = [0, 80].map((columns) => {
      const drawn: string[] = [];
      const stream = { write: (text: string) => drawn.push(text), isTTY: true, columns };
      setUp({ stream }).log.progress('asking registries', 5, 10);
      return drawn;
    });
    expect(unknown).toEqual(usual);
    expect(usual?.join('')).toContain('5/10');
  });

  it.each([
    ['no terminal', {}, false],
    ['a quiet run', { quiet: true }, true],
    ['a run without progress', { progress: false }, true],
  ])('draws nothing for %s', (_case, patch, isTTY) => {
    const { written, log } = setUp(patch, isTTY);
    log.progress('asking', 1, 2);
    log.debug('not asked for');
    log.stop();
    expect(written).toEqual([]);
  });

  it('writes diagnostics where they are asked for, over the bar and without commands or controls', () => {
    const { written, log } = setUp({ verbose: true });
    log.progress('asking', 1, 2);
    log.debug('::error::x \u001b[2J ##[error]\n');
    expect(written.slice(1)).toEqual([clear, 'debug: ::error::x \\u{1b}[2J ##\\u{5b}error]\\u{a}\n']);
  });

  it.each([
    [0, 0],
    [5, 0],
    [9, 4],
    [-1, 4],
  ])('draws a bar of its usual length for %i of %i', (done, total) => {
    const { written, log } = setUp();
    log.progress('step', done, total);
    expect(/\[[= ]{24}\]/.test(written[0] ?? '')).toBe(true);
  });

  it('is never wider than the terminal', () => {
    const { written, clock, log } = setUp();
    for (const step of ['x'.repeat(500), '\u202e'.repeat(50), 'short']) {
      clock.now += 100;
      log.progress(step, 123_456, 1_000_000);
    }
    expect(written.map((text) => text.length - clear.length <= 59)).toEqual([true, true, true]);
  });
});
