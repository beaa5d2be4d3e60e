import type { Constraint, Include } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';
import type { Member } from './member.ts';
import type { LoadedFile } from './read.ts';

/** A constraint as an entry point has it. */
export interface ScopedConstraint extends Constraint {
  /** Commands, and lines of them, that it holds for: what it constrains stands in each of them, or is brought in by it. */
  readonly within: readonly Location[];
}

/** An include, and the file that it leads to. */
interface Named {
  readonly include: Include;
  readonly file: LoadedFile;
}

/** What the files of an entry point, and the settings beside it, say of versions. */
export function collectConstraints(
  members: readonly Member[],
  settings: readonly LoadedFile[],
  namedBy: (file: LoadedFile) => readonly Named[],
): readonly ScopedConstraint[] {
  const ofFiles = (file: LoadedFile, within: readonly Location[]) =>
    namedBy(file).flatMap((named) => constraintsOf(named, within));
  return [
    ...members.flatMap((member) => [...statedIn(member), ...ofFiles(member.file, scopeOf(member))]),
    ...settings.flatMap((file) => ofFiles(file, [])),
  ];
}

/** Every entry of a constraints file is one. What builds need is not what is installed. */
function constraintsOf({ include, file }: Named, outer: readonly Location[]): readonly ScopedConstraint[] {
  const { effect, clients } = include;
  if (include.kind !== 'constraints' || effect === 'building') return [];
  const within = include.within === undefined ? outer : [...outer, include.within];
  return file.parsed.dependencies.flatMap(({ ecosystem, name, requirement = '', version, integrity, location }) =>
    requirement === '' && effect === undefined
      ? []
      : [
          {
            ecosystem,
            name,
            requirement,
            location,
            within,
            ...(version === undefined ? {} : { version }),
            ...(integrity === undefined ? {} : { integrity }),
            ...(effect === undefined ? {} : { effect }),
            ...(clients === undefined ? {} : { clients }),
          },
        ],
  );
}

const isManifest = ({ file }: Member): boolean => file.parsed.role === 'manifest';

/** The root of a workspace speaks for its members; what they say themselves is not read (docs.astral.sh/uv/reference/settings). */
function statedIn(member: Member): readonly ScopedConstraint[] {
  const { constraints = [] } = member.file.parsed;
  if (member.by !== undefined && isManifest(member.by.member)) return [];
  return constraints.map((one) => ({ ...one, within: scopeOf(member) }));
}

/** A command brings in files for itself alone; a file does so for whoever reads it. */
function scopeOf(member: Member): readonly Location[] {
  const found: Location[] = [];
  for (let { by } = member; by !== undefined; by = by.member.by) {
    if (by.member.file.parsed.role === 'script' || by.member.file.parsed.role === 'prose')
      found.push(by.include.within ?? by.include.location);
  }
  return found;
}
