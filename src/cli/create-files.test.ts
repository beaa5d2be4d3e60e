import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFiles } from './create-files.ts';

function makeFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'gazetteer-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

it('makes files and the folders to them, beside what is there', async () => {
  const dir = makeFolder();
  writeFileSync(join(dir, 'mine'), 'mine');
  const files = ['a/b/c', 'a/d', 'e'].map((path) => ({ path, text: `${path}\n` }));
  await createFiles(dir, files, '');
  for (const { path, text } of files) expect(readFileSync(join(dir, path), 'utf8')).toBe(text);
  expect(readdirSync(dir).sort()).toEqual(['a', 'e', 'mine']);
});

it('takes back what it made where a later file cannot be made, and nothing else', async () => {
  const dir = makeFolder();
  writeFileSync(join(dir, 'mine'), 'mine');
  // Longer than a name may be in any usual file system.
  const files = ['a/b/c', `a/${'d'.repeat(300)}`].map((path) => ({ path, text: path }));
  await expect(createFiles(dir, files, '')).rejects.toThrow(/^nothing was written: /);
  expect(readdirSync(dir)).toEqual(['mine']);
});
