import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { formats } from '../../src/app/formats.ts';
import type { Format } from '../../src/model/ecosystem.ts';
import { readCaseFiles } from '../support/fuzz/cases.ts';
import { editText } from '../support/fuzz/edits.ts';
import { checkFile } from '../support/fuzz/laws.ts';
import { createRandom } from '../support/fuzz/random.ts';
import { shrinkText } from '../support/fuzz/shrink.ts';

const seed = 20_260_701;
const textsOfFormat = 60;

const files = readCaseFiles(fileURLToPath(new URL('../../src', import.meta.url)));

function findFailure(format: Format, path: string, text: string): string | undefined {
  try {
    checkFile(format, { path, text });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

it('there are formats, each with files to change', () => {
  expect(formats.length).toBeGreaterThan(40);
  expect(formats.filter(({ id }) => (files.get(id) ?? []).length === 0).map(({ id }) => id)).toEqual([]);
});

it.each(formats)('$id: whatever nearly is such a file is read within the laws', (format) => {
  const cases = files.get(format.id) ?? [];
  const texts = cases.map(({ text }) => text);
  const random = createRandom(seed);
  for (const { path, text } of cases) expect(findFailure(format, path, text)).toBeUndefined();
  for (let count = 0; count < textsOfFormat; count += 1) {
    const { path, text } = random.pick(cases) ?? { path: '', text: '' };
    const edited = editText(text, random, texts);
    if (findFailure(format, path, edited) === undefined) continue;
    const small = shrinkText(edited, (one) => findFailure(format, path, one) !== undefined);
    expect(`${JSON.stringify(small)}: ${findFailure(format, path, small)}`).toBe('');
  }
});
