import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collectGarbage } from '../../app/memory.ts';
import { decodePage } from './simple-page.ts';

const createFile = () => ({ filename: 'x-1.0.tar.gz', hashes: { sha256: 'a'.repeat(64) }, provenance: null });

/** The project of a page, and whether the page's own entry of a file is still there. */
function decodeOne() {
  const file = createFile();
  const page = decodePage('x', { name: 'x', files: [file] }, []);
  return { page, entry: new WeakRef(file) };
}

it('keeps nothing of the document, which may be large', async () => {
  const { page, entry } = decodeOne();
  await setImmediate();
  collectGarbage();
  expect(entry.deref()).toBeUndefined();
  expect(page?.versions).toMatchObject([
    { version: '1.0', integrity: [`sha256:${'a'.repeat(64)}`], archives: ['sdist'], origin: { isAttested: false } },
  ]);
});
