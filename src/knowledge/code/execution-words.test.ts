import { expect, it } from 'vitest';
import { mentionsExecution } from './execution-words.ts';

it.each([
  'exec(text)',
  'import subprocess',
  'os.system(text)',
  'cursor.execute(text)',
  'eval(text)',
  "import { spawn } from 'node:child_process'",
  'page.evaluate(text)',
])('%s runs what it is given', (text) => {
  expect(mentionsExecution(text)).toBe(true);
});

it.each(['app.run()', 'json.loads(text)', 'import pandas', 'constructor() {}', 'render(<App />)', 'map.get(key)'])(
  '%s tells nothing',
  (text) => {
    expect(mentionsExecution(text)).toBe(false);
  },
);
