import type { Dependency } from '../../model/dependency.ts';
import { parsePurl } from '../../model/purl.ts';
import { OptionError } from '../../model/rule.ts';
import { matchesName } from '../../text/glob.ts';
import { type Grade, readGrades } from '../ages.ts';
import { day, hour } from '../durations.ts';
import { optionNamed, rejectUnknownKeys } from '../options.ts';

interface PackageGrades {
  readonly ecosystem: string;
  /** The name, with `*` for any text. */
  readonly name: string;
  /** Empty where the rule is off for the package. */
  readonly grades: readonly Grade[];
}

export interface RecentReleaseOptions {
  readonly grades: readonly Grade[];
  /** The longest pattern first: the most exact one decides. */
  readonly packages: readonly PackageGrades[];
}

const defaultGrades: readonly Grade[] = [
  { under: 24 * hour, severity: 'high' },
  { under: 7 * day, severity: 'medium' },
];

/** Throws `OptionError`. */
export function readOptions(raw: Readonly<Record<string, unknown>>): RecentReleaseOptions {
  rejectUnknownKeys(raw, ['grades', 'packages']);
  return {
    grades: readGrades(optionNamed(raw, 'grades'), 'grades') ?? defaultGrades,
    packages: readPackages(optionNamed(raw, 'packages')),
  };
}

function readPackages(raw: unknown): readonly PackageGrades[] {
  if (raw === undefined) return [];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new OptionError('packages', 'must map purls such as pkg:npm/@acme/* to off or to a list of grades');
  }
  const entries = Object.entries(raw).sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  return entries.map(([pattern, value]: [string, unknown]) => {
    const key = `packages.${pattern}`;
    const parts = parsePurl(pattern);
    if (parts === undefined || parts.version !== undefined || parts.name.length > 300) {
      throw new OptionError(key, 'must be a purl without a version, such as pkg:npm/left-pad or pkg:npm/@acme/*');
    }
    const grades = value === 'off' ? [] : (readGrades(value ?? null, key) ?? []);
    return { ecosystem: parts.type, name: parts.name, grades };
  });
}

/** The grades that hold for a package; none where the rule is off for it. */
export function gradesFor(dependency: Dependency, options: RecentReleaseOptions): readonly Grade[] {
  const special = options.packages.find(
    ({ ecosystem, name }) => ecosystem === dependency.ecosystem && matchesName(name, dependency.name),
  );
  return special?.grades ?? options.grades;
}
