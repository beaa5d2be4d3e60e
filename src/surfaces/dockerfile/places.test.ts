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
    ['beside what is copied', '', [['web', '/srv/web'], ['/app']]],
    ['out of the tree', '', [['/app'], ['../web', '.']]],
    ['not known', '', [['/app'], ['$X/package.json', '.']]],
  ])('%s: %j', (_, folder, steps) => {
    expect(placesAfter(steps).folder).toBe(folder);
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
