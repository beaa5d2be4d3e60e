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

it('reads what agents obey also where it has a byte of zero', async () => {
  const text = 'Be brief.\n\0\n';
  const source = memorySource({}, { 'CLAUDE.md': text, 'a.bin.txt': text });
  const { texts, notifications } = await inspectTexts(
    source,
    [],
    () => false,
    () => true,
  );
  expect(texts).toEqual([{ path: 'CLAUDE.md', text }]);
  expect(notifications).toHaveLength(1);
});

it('takes all of a file for new that nobody looked at under the name that it had', async () => {
  expect(await readMoved('notes.txt', 'app.py')).toEqual([['app.py', false]]);
});
