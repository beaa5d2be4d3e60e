import type { Change, Locked, NpmHistory, PypiHistory, Twin } from '../replay.ts';

/** A working day; the moments of all twins are told from it. */
const at = '2026-10-06T09:30:00Z';

export const years = (versions: string) => ({ since: '2017-02-01', versions });

type Told = readonly [id: string, title: string];

interface Around {
  /** Other packages that it has to do with. */
  readonly others?: readonly NpmHistory[];
  /** Locked beside it on both sides, unless one side says otherwise. */
  readonly beside?: Locked;
  readonly before?: Locked;
  readonly after?: Locked;
}

const lastTwo = <R>(releases: readonly R[]): readonly [R, R] => {
  const [before, after] = releases.slice(-2);
  if (before === undefined || after === undefined) throw new Error('a bump needs two releases');
  return [before, after];
};

/** From the last but one release of a package to its last one. */
export function bump([id, title]: Told, history: NpmHistory, around: Around = {}): Twin {
  const { others = [], beside = {}, before = {}, after = {} } = around;
  const [from, to] = lastTwo(history.releases);
  return {
    id,
    title,
    at,
    npm: [history, ...others],
    change: {
      as: 'package-lock',
      before: { [history.name]: from.version },
      after: { [history.name]: to.version },
      with: { before: { ...beside, ...before }, after: { ...beside, ...after } },
    },
  };
}

export function bumpPypi(
  [id, title]: Told,
  as: Change['as'],
  history: PypiHistory,
  others: readonly PypiHistory[] = [],
): Twin {
  const [from, to] = lastTwo(history.releases);
  return {
    id,
    title,
    at,
    pypi: [history, ...others],
    change: { as, before: { [history.name]: from.version }, after: { [history.name]: to.version } },
  };
}

/** Many packages of one project, all of them released within minutes. */
export function burst([id, title]: Told, members: readonly NpmHistory[], more: Partial<Around> = {}): Twin {
  const versions = (place: 0 | 1): Locked =>
    Object.fromEntries(members.map(({ name, releases }) => [name, lastTwo(releases)[place].version]));
  const { others = [], beside = {}, before = {}, after = {} } = more;
  return {
    id,
    title,
    at,
    npm: [...members, ...others],
    change: {
      as: 'package-lock',
      before: versions(0),
      after: versions(1),
      with: { before: { ...beside, ...before }, after: { ...beside, ...after } },
    },
  };
}

const present: NpmHistory = {
  name: 'left-pad',
  earlier: { since: '2014-03-01', versions: '0.0.1 1.0.0 1.1.0 1.2.0' },
  releases: [{ version: '1.3.0', when: '2018-04-09' }],
};
const presentPypi: PypiHistory = {
  name: 'six',
  earlier: { since: '2012-03-01', versions: '1.14.0 1.15.0 1.16.0' },
  releases: [{ version: '1.17.0', when: '2024-12-04' }],
};

/** A package that the repository did not have. */
export function adoption([id, title]: Told, history: NpmHistory, around: Around = {}): Twin {
  const version = history.releases.at(-1)?.version ?? '';
  const { others = [], after = {} } = around;
  return {
    id,
    title,
    at,
    npm: [present, history, ...others],
    change: {
      as: 'package-lock',
      before: { 'left-pad': '1.3.0' },
      after: { 'left-pad': '1.3.0', [history.name]: version },
      with: { after },
    },
  };
}

export function adoptionPypi([id, title]: Told, as: Change['as'], history: PypiHistory): Twin {
  const version = history.releases.at(-1)?.version ?? '';
  return {
    id,
    title,
    at,
    pypi: [presentPypi, history],
    change: { as, before: { six: '1.17.0' }, after: { six: '1.17.0', [history.name]: version } },
  };
}
