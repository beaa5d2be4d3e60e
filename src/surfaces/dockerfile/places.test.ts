import { describe, expect, it } from 'vitest';
import { Places } from './places.ts';

type Step = readonly [enter: string] | readonly [sources: string, target: string];

function placesAfter(steps: readonly Step[]): Places {
  const places = new Places();
  places.begin('node', undefined);
  for (const [first, target] of steps) {
    if (target === undefined) places.enter(first);
    else places.copy(first.split(' '), target);
  }
  return places;
}

describe('the folder of the build that commands run in', () => {
  it.each<[string, string, readonly Step[]]>([
    ['nothing tells', '', []],
    ['all is copied', '', [['/app'], ['.', '.']]],
    ['below what is copied', 'web', [['.', '/app'], ['/app/web']]],
    ['a folder goes elsewhere', 'web/x', [['web/', '/srv'], ['/srv'], ['x']]],
    ['a manifest alone', 'web', [['/app'], ['web/package.json web/package-lock.json', './']]],
    ['a manifest by its name', 'api', [['api/pyproject.toml', '/app/pyproject.toml'], ['/app']]],
    ['the last one counts', 'b', [['/app'], ['a/package.json', '.'], ['b/package.json', '.']]],
    ['other files tell nothing', '', [['/app'], ['ci/run.sh', '.']]],
    ['settings beside a manifest', 'web', [['/app'], ['web/package.json web/.npmrc', './']]],
    ['beside what is copied', '', [['web', '/srv/web'], ['/app']]],
    ['out of the tree', '', [['/app'], ['../web', '.']]],
    ['not known', '', [['/app'], ['$X/package.json', '.']]],
  ])('%s: %j', (_, folder, steps) => {
    expect(placesAfter(steps).folder).toBe(folder);
  });

  it.each<[string, readonly string[] | undefined, readonly Step[]]>([
    ['manifests by their names', ['package*.json'], [['/app'], ['package*.json', './']]],
    ['with settings', ['package.json', '.npmrc'], [['/app'], ['package.json .npmrc', './']]],
    ['in several steps', ['package.json', 'yarn.lock'], [['/app'], ['package.json', '.'], ['yarn.lock', '.']]],
    ['from a folder', ['package.json', 'x.js'], [['/app'], ['web/package.json web/x.js', './']]],
    ['beside folders elsewhere', ['package.json'], [['/app'], ['scripts', './scripts'], ['package.json', './']]],
    ['the folder', undefined, [['/app'], ['.', '.']]],
    ['the folder, later', undefined, [['/app'], ['package.json', '.'], ['.', '.']]],
    ['another folder', undefined, [['/app'], ['package.json', '.'], ['settings', '.']]],
    ['what a variable says', undefined, [['/app'], ['package.json', '.'], ['$FILES', '.']]],
    ['a class of characters', undefined, [['/app'], ['package.json', '.'], ['.[n]pmrc', '.']]],
    ['an address', undefined, [['/app'], ['package.json', '.'], ['https://h.example/x', '/tmp/']]],
    ['to where a variable says', undefined, [['/app'], ['package.json', '.'], ['x.js', '$HOME/']]],
    ['elsewhere', undefined, [['/app'], ['package.json', '/srv/']]],
    ['nothing', undefined, [['/app']]],
  ])('has the files that are copied there: %s', (_, files, steps) => {
    expect(placesAfter(steps).files).toEqual(files);
  });

  it('may have others once an instruction brings in what is not to be seen', () => {
    const places = placesAfter([['/app'], ['package.json', '.']]);
    places.begin('other', 'a');
    places.copy(['package.json'], '/app/');
    places.enter('/app');
    places.begin('a', undefined);
    expect(places.files).toEqual(['package.json']);
    places.lose();
    places.copy(['x.json'], '.');
    expect(places.files).toBeUndefined();
  });

  it('is handed on to stages, and not known behind a variable', () => {
    const places = new Places();
    places.begin('node', 'a');
    places.copy(['web'], '/app');
    places.enter('/app');
    places.begin('A', undefined);
    expect(places.folder).toBe('web');
    places.enter(undefined);
    expect(places.folder).toBe('');
    places.begin('other', undefined);
    expect(places.folder).toBe('');
  });

  it.each<[string, string, readonly Step[], string]>([
    ['where commands run', '/app', [['/app']], '.'],
    ['what is copied there', '/app/web', [['.', '/app'], ['/app']], 'web'],
    ['a folder beside it', '/app/api', [['.', '/app'], ['/app/web']], '../api'],
    ['that of the build', '/app', [['.', '/app'], ['/app/web/x']], '../../.'],
    ['nothing tells', '/srv', [['/app']], '/srv'],
    ['no folder of the image', 'api', [['.', '/app'], ['/app/web']], 'api'],
  ])('shows another one: %s', (_, path, steps, seen) => {
    expect(placesAfter(steps).relate(path)).toBe(seen);
  });
});
