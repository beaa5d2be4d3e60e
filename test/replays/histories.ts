import type { NpmPackage, NpmVersion } from '../support/registries/npm-documents.ts';
import type { PyPiProject, PyPiRelease } from '../support/registries/pypi-documents.ts';
import { type Earlier, type NpmHistory, type NpmTraits, type PypiHistory, type Replay, readWhen } from './replay.ts';

const usualFiles = ['-py3-none-any.whl', '.tar.gz'];

interface Dated<R> {
  readonly version: string;
  readonly moment: number;
  /** What is told of it; nothing of those before the ones that are told one by one. */
  readonly release?: R;
}

/** All releases that were out at a moment, the oldest first. */
function datesOf<R extends { readonly version: string; readonly when: string }>(
  releases: readonly R[],
  earlier: Earlier | undefined,
  at: number,
  now: number,
): readonly Dated<R>[] {
  const told = releases.map((release) => ({
    version: release.version,
    moment: readWhen(release.when, at),
    release,
  }));
  const first = Math.min(...told.map(({ moment }) => moment));
  const versions = earlier?.versions.trim().split(/\s+/) ?? [];
  const since = readWhen(earlier?.since ?? '0', at);
  const spread = versions.map((version, place) => ({
    version,
    moment: Math.round(since + ((first - since) * place) / versions.length),
  }));
  return [...spread, ...told].filter(({ moment }) => moment <= now).sort((a, b) => a.moment - b.moment);
}

const toText = (moment: number): string => new Date(moment).toISOString();

function createVersion(version: string, moment: number, traits: NpmTraits, people: readonly string[]): NpmVersion {
  const { by = people[0] ?? 'maintainer-a', attested, maintainers, ...rest } = traits;
  const origin =
    typeof by === 'string'
      ? { publisher: by }
      : { trustedBuild: by.build, ...(by.approver === undefined ? {} : { approver: by.approver }) };
  return {
    ...rest,
    ...origin,
    version,
    publishedAt: toText(moment),
    maintainers: maintainers ?? people,
    ...(attested === true ? { provenance: true } : {}),
  };
}

/** What the registry says of it at a moment; undefined where nothing of it was out. */
export function createPackage(history: NpmHistory, at: number, now: number): NpmPackage | undefined {
  const { name, people = ['maintainer-a'], usual = {}, releases, earlier, ...rest } = history;
  const versions = datesOf(releases, earlier, at, now).map(({ version, moment, release }) => {
    const { version: _, when, ...traits } = release ?? {};
    return createVersion(version, moment, { ...usual, ...traits }, people);
  });
  return versions.length === 0 ? undefined : { name, versions, maintainers: people, ...rest };
}

export function createProject(history: PypiHistory, at: number, now: number): PyPiProject | undefined {
  const { name, people = ['maintainer-a'], repository, usual = {}, releases, earlier, ...rest } = history;
  const stem = name.toLowerCase().replace(/[-_.]+/g, '_');
  const list = datesOf(releases, earlier, at, now).map(({ version, moment, release }): PyPiRelease => {
    const { version: _, when, ...own } = release ?? {};
    const { files = usualFiles, ...traits } = { ...usual, ...own };
    return {
      ...traits,
      version,
      uploadedAt: toText(moment),
      files: files.map((ending) => ({ filename: `${stem}-${version}${ending}` })),
    };
  });
  if (list.length === 0) return undefined;
  const projectUrls = repository === false ? {} : { Source: `https://code.acme.example/${stem}/${stem}` };
  return { name, releases: list, publishers: people, projectUrls, ...rest };
}

/** All packages that were there at a moment. */
export function createRegistries(replay: Replay, now: number) {
  const at = Date.parse(replay.at);
  return {
    npm: (replay.npm ?? []).flatMap((one) => createPackage(one, at, now) ?? []),
    pypi: (replay.pypi ?? []).flatMap((one) => createProject(one, at, now) ?? []),
  };
}
