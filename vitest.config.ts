import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { loopbackOnly } from './test/support/loopback-only.ts';
import { rarelyOptimized } from './test/support/rarely-optimized.ts';
import { LongFirst } from './test/support/sequencer.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const report = process.env['GAZETTEER_TEST_REPORT'];

/** `--mode live` runs the tests that ask the real registries; every other run has the loopback network alone. */
export default defineConfig(({ mode }) => ({
  define: { __VERSION__: JSON.stringify(version) },
  test: {
    include: mode === 'live' ? ['test/live/**/*.test.ts'] : ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: mode === 'live' ? [] : ['test/live/**'],
    env: mode === 'live' ? {} : loopbackOnly,
    globalSetup: ['test/support/corpus.ts'],
    // One more than there are processors: some tests wait for what ends by itself.
    maxWorkers: availableParallelism() + 1,
    execArgv: [...rarelyOptimized],
    // Files share the modules of their process: most of them would spend more time on loading than on testing. Helpers undo
    // what they do by `onTestFinished` where they are called: a hook that is set where they are loaded serves one file only.
    isolate: false,
    sequence: { sequencer: LongFirst },
    // Against what hangs; no test is near it, on slow machines neither.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    expect: { requireAssertions: true },
    restoreMocks: true,
    unstubEnvs: true,
  },
}));
