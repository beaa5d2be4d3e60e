import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import { listOf, membersOf, newest, oldest, readField, readText, readTime } from '../../text/decode.ts';
import { completeProject } from './latest.ts';
import { names } from './names.ts';
import { versionKey } from './version-key.ts';

/** What is read of the older JSON API, for index pages without times (docs.pypi.org/api/json). */
export const apiFields: readonly (readonly string[])[] = [
  ['info', 'name'],
  ['releases', '*', '*', 'upload_time_iso_8601'],
  ['releases', '*', '*', 'yanked'],
  ['releases', '*', '*', 'yanked_reason'],
];

/** Whether an index page told times at all. */
export const hasTimes = ({ versions }: PackageFact): boolean =>
  versions.length === 0 || versions.some(({ publishedAt }) => publishedAt !== undefined);

/** Adds times and yanks; what exists, the index page alone decides. */
export function addApiFacts(project: PackageFact, document: unknown): PackageFact {
  if (names.normalise(readText(readField(document, 'info'), 'name') ?? '') !== project.name) return project;
  const releases = new Map<string, readonly unknown[]>();
  for (const [version, files] of membersOf(readField(document, 'releases')))
    releases.set(versionKey(version), listOf(files));
  const versions = project.versions.map((release) =>
    addFiles(release, releases.get(versionKey(release.version)) ?? []),
  );
  return completeProject({ ...project, versions }, oldest([...releases.values()].flatMap(timesOf)));
}

const timesOf = (files: readonly unknown[]): readonly string[] =>
  files.flatMap((file) => readTime(readField(file, 'upload_time_iso_8601')) ?? []);

function addFiles(release: ReleaseFact, files: readonly unknown[]): ReleaseFact {
  const publishedAt = newest(timesOf(files));
  const isYanked = files.length > 0 && files.every((file) => readField(file, 'yanked') === true);
  return {
    ...release,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(isYanked ? { yanked: release.yanked || (readText(files[0], 'yanked_reason') ?? '') } : {}),
  };
}
