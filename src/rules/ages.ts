import { type GradeStep, type Severity, severities } from '../model/finding.ts';
import { OptionError } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { day, parseDuration, sayDuration } from './durations.ts';

/** Later moments are cut here, so that adding a grade never leaves the four-digit years of RFC 3339. */
const latestMoment = Date.UTC(9900, 0, 1);

/** Milliseconds since the epoch; undefined where the text is missing or no RFC 3339 time. */
export function readMoment(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 40 || !/^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : Math.min(moment, latestMoment);
}

export const toRfc3339 = (moment: number): string => new Date(moment).toISOString();

/** `2026-03-31 00:21 UTC` */
export const sayMoment = (moment: number): string => `${toRfc3339(moment).slice(0, 16).replace('T', ' ')} UTC`;

/** Time protects by letting strangers look; nobody outside sees what only private registries serve. */
export const strangersLook = (subject: DependencySubject): boolean =>
  subject.registries.length > 0 &&
  (subject.privateBy === undefined || subject.registries.some((registry) => registry.public));

/** What is younger than `under` milliseconds has this severity. */
export interface Grade {
  readonly under: number;
  readonly severity: Severity;
}

/** How grave it is that nothing speaks for a package but the little time that it is there. */
export const gradesOfYouth: readonly Grade[] = [
  { under: 30 * day, severity: 'high' },
  { under: 90 * day, severity: 'medium' },
];

/** `3 hours ago`, or that the time lies in the future. */
export function sayAge(published: number, now: string): string {
  const age = Date.parse(now) - published;
  return age < 0 ? 'at a time that lies in the future' : `${sayDuration(age)} ago`;
}

/** `3 hours ago (2026-03-31 00:21 UTC)`, or that the time lies in the future. */
export const sayAgo = (published: number, now: string): string => `${sayAge(published, now)} (${sayMoment(published)})`;

export interface AgeVerdict {
  readonly severity: Severity;
  /** As `sayAgo` says it. */
  readonly said: string;
  /** What all of this grade have in common: `are younger than 24 hours`. */
  readonly range: string;
  /** When the verdict changes next, and when it is gone, in words. */
  readonly outlook: string;
  /** The grades that follow. */
  readonly course: readonly GradeStep[];
}

/**
 * Grades an age. A time in the future is clock skew or a lie: it counts as the youngest.
 * @param grades sorted by `under`
 * @returns undefined where it is old enough
 */
export function gradeAge(published: number, now: string, grades: readonly Grade[]): AgeVerdict | undefined {
  const age = Date.parse(now) - published;
  const index = grades.findIndex((grade) => age < grade.under);
  const grade = grades[index];
  const last = grades.at(-1);
  if (grade === undefined || last === undefined) return undefined;
  const [younger, next] = [grades[index - 1], grades[index + 1]];
  const softens = next === undefined ? '' : `counts as ${next.severity} from ${sayMoment(published + grade.under)}, `;
  return {
    severity: grade.severity,
    said: sayAgo(published, now),
    range:
      younger === undefined
        ? `are younger than ${sayDuration(grade.under)}`
        : `were published ${sayDuration(younger.under)} to ${sayDuration(grade.under)} ago`,
    outlook: `${softens}old enough from ${sayMoment(published + last.under)}`,
    course: grades.slice(index).map(({ under }, place) => {
      const following = grades[index + place + 1];
      return { at: toRfc3339(published + under), ...(following && { severity: following.severity }) };
    }),
  };
}

/** Reads `[{ under: 24h, severity: high }, ...]` and sorts it; undefined stays so. Throws `OptionError`. */
export function readGrades(raw: unknown, key: string): readonly Grade[] | undefined {
  if (raw === undefined) return undefined;
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > 10) {
    throw new OptionError(key, 'must be a list of one to ten entries such as { under: 7d, severity: medium }');
  }
  const grades = raw.map((entry: unknown, index) => readGrade(entry, `${key}[${index}]`));
  grades.sort((a, b) => a.under - b.under);
  if (grades.some((grade, index) => grade.under === grades[index + 1]?.under)) {
    throw new OptionError(key, 'names the same age twice');
  }
  return grades;
}

function readGrade(raw: unknown, key: string): Grade {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new OptionError(key, 'must be an entry such as { under: 7d, severity: medium }');
  }
  const entry = new Map<string, unknown>(Object.entries(raw));
  const surplus = [...entry.keys()].find((name) => name !== 'under' && name !== 'severity');
  if (surplus !== undefined) throw new OptionError(`${key}.${surplus}`, 'is not known here; known are under, severity');
  const text = entry.get('under');
  const under = typeof text === 'string' ? parseDuration(text) : undefined;
  if (under === undefined) throw new OptionError(`${key}.under`, 'must be a duration such as 90m, 24h, 7d or 2w');
  const severity = severities.find((name) => name === entry.get('severity'));
  if (severity === undefined) throw new OptionError(`${key}.severity`, `must be one of ${severities.join(', ')}`);
  return { under, severity };
}
