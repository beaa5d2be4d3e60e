import { expect, it } from 'vitest';
import { sdistOnly } from './sdist-only.ts';

const wheel = 'py3-none-any';

it.each<[string, readonly string[] | undefined, readonly string[] | undefined, boolean]>([
  ['wheels are gone', ['sdist'], ['sdist', wheel], true],
  ['wheels are gone, and there are several sources', ['sdist', 'sdist'], ['cp312-cp312-manylinux_2_17_x86_64'], true],
  ['there never were any', ['sdist'], ['sdist'], false],
  ['one is left', ['sdist', wheel], ['sdist', wheel, '1-cp312-cp312-win_amd64'], false],
  ['there are only wheels', [wheel], ['sdist'], false],
  ['nothing is known of the release', undefined, [wheel], false],
  ['nothing is left of the release', [], [wheel], false],
  ['nothing is known of the predecessor', ['sdist'], undefined, false],
])('tells where %s', (_, archives, before, expected) => {
  const release = (kinds: readonly string[] | undefined) => (kinds === undefined ? {} : { archives: kinds });
  expect(sdistOnly(release(archives), release(before))).toBe(expected);
});
