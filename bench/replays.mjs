// What incidents and ordinary changes are told, written to docs/replays.md by the tests that play them again.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './measure.mjs';

export function measureReplays() {
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [program, 'run', 'test/replays', '-t', 'docs/replays.md'], {
    cwd: root,
    env: { ...process.env, GAZETTEER_REPLAYS: 'write' },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`the replays ended with ${status}`);
}
