import { expect, it } from 'vitest';
import { memorySource } from '../../test/support/memory-source.ts';
import { inspectTexts } from './texts.ts';

async function readMoved(previousPath: string, path: string) {
  const text = 'import nothing_known\n';
  const paths = [{ path, previousPath, change: 'modified' as const }];
  const source = { ...memorySource({ [previousPath]: text }, { [path]: text }), changed: async () => ({ paths }) };
  const { texts } = await inspectTexts(
    source,
    [],
    () => false,
    (name) => name.endsWith('.py'),
  );
  return texts.map((one) => [one.path, one.before !== undefined]);
}

it('compares a file that was moved with what it was', async () => {
  expect(await readMoved('a/app.py', 'b/app.py')).toEqual([['b/app.py', true]]);
});

it('reads texts with bytes of zero, as programs do, and names what is no text', async () => {
  const text = 'Be brief.\n\0\n';
  const files = {
    'CLAUDE.md': text,
    'hook.sh': text,
    'wide.txt': 'a\0b\0c\0',
    'x.ts': Uint8Array.of(0x47, 0, 0xff, 1),
  };
  const { texts, notifications } = await inspectTexts(
    memorySource({}, files),
    [],
    () => false,
    () => true,
  );
  expect(texts).toEqual([
    { path: 'CLAUDE.md', text },
    { path: 'hook.sh', text },
  ]);
  expect(notifications.map(({ message }) => message)).toEqual([
    '2 changed files are no text, and were not looked through: wide.txt, x.ts',
  ]);
});

it('takes all of a file for new that nobody looked at under the name that it had', async () => {
  expect(await readMoved('notes.txt', 'app.py')).toEqual([['app.py', false]]);
});
