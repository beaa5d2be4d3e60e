import type { LockCheck } from '../../../model/lock-check.ts';

/** uv leaves out what nothing in the lockfile requires: an entry that is not reached was written by another hand. */
export const uvUnrequired: LockCheck = {
  format: 'uv-lock',
  files: () => [],
  check({ parsed }) {
    const { dependencies } = parsed;
    const graph = parsed.requires?.() ?? [];
    const reached = new Set<number>();
    const open = dependencies.flatMap(({ direct }, place) => (direct ? [place] : []));
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (reached.has(place)) continue;
      reached.add(place);
      open.push(...(graph[place] ?? []));
    }
    const own = new Set(parsed.own.map(({ name }) => name));
    return dependencies.flatMap(({ name, rawName, version, purl, location }, place) =>
      reached.has(place) || own.has(name)
        ? []
        : [
            {
              kind: 'tampered' as const,
              key: `unrequired ${purl}`,
              message: `nothing in the lockfile requires ${rawName}${version === undefined ? '' : ` ${version}`}, and uv writes no such entry`,
              location,
              confidence: 'medium' as const,
            },
          ],
    );
  },
};
