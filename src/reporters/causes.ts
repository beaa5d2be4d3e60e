import { compareText, type Location } from '../model/location.ts';
import { parsePurl } from '../model/purl.ts';
import type { Notification, Unverified } from '../model/report.ts';
import { count, grouped } from './phrases.ts';

/** Everything that could not be verified for one and the same reason. Texts are as they came: escape them. */
export interface Cause {
  readonly kind: 'package' | 'file' | 'question';
  /** Who was asked: a host, or the name of bundled data; empty where the file itself is the source. */
  readonly host: string;
  readonly reason: string;
  /** Names of packages or paths of files, each once, sorted. */
  readonly subjects: readonly string[];
  /** What was asked: `existence`, `age`, ... Each once, sorted. */
  readonly questions: readonly string[];
  /** The first place. */
  readonly location?: Location;
}

interface OpenCause {
  readonly kind: Cause['kind'];
  readonly host: string;
  readonly reason: string;
  readonly subjects: Set<string>;
  readonly questions: Set<string>;
  location?: Location;
}

/** The causes of what is unverified, the one that concerns most first. */
export function groupByCause(unverified: readonly Unverified[]): readonly Cause[] {
  const causes = new Map<string, OpenCause>();
  for (const item of unverified) {
    const kind = item.purl !== undefined ? 'package' : item.path !== undefined ? 'file' : 'question';
    const host = item.source === item.path ? '' : hostOf(item.source);
    const key = JSON.stringify([kind, host, item.reason]);
    const cause = causes.get(key) ?? { kind, host, reason: item.reason, subjects: new Set(), questions: new Set() };
    causes.set(key, cause);
    cause.subjects.add(subjectOf(item));
    cause.questions.add(item.question);
    if (item.location !== undefined) cause.location ??= item.location;
  }
  return [...causes.values()]
    .map((cause) => ({
      ...cause,
      subjects: [...cause.subjects].sort(compareText),
      questions: [...cause.questions].sort(compareText),
    }))
    .sort(
      (a, b) => b.subjects.length - a.subjects.length || compareText(a.host, b.host) || compareText(a.reason, b.reason),
    );
}

/** `3 packages could not be checked: npm.acme.example: answered 503` */
export const causeSentence = (cause: Cause): string =>
  `${count(cause.subjects.length, cause.kind)} could not be checked: ${causeReason(cause)}`;

/** The reason, and who was asked where the reason does not say it. */
export const causeReason = (cause: Cause): string =>
  cause.kind === 'question' || cause.reason.includes(cause.host) ? cause.reason : `${cause.host}: ${cause.reason}`;

/** The first few subjects and how many more there are. */
export function firstSubjects(
  { subjects }: Pick<Cause, 'subjects'>,
  shown: number,
  print = (subject: string) => subject,
): string {
  const more = subjects.length - shown;
  const first = subjects.slice(0, shown).map(print).join(', ');
  return more > 0 ? `${first} and ${grouped(more)} more` : first;
}

/** Packages that people are shown of those that a notification is about. */
const shownPackages = 10;

/** Those of a notification at most risk, and how many more there are; undefined where it is about none. */
export const notedPackages = (
  { packages = [] }: Notification,
  print?: (subject: string) => string,
): string | undefined =>
  packages.length === 0 ? undefined : firstSubjects({ subjects: packages.map(packageLabel) }, shownPackages, print);

/** All subjects, in texts of some `length` characters: none of them must look as if it had been answered for. */
export function subjectLines({ subjects }: Pick<Cause, 'subjects'>, length: number): readonly string[] {
  const lines: string[] = [];
  for (const subject of subjects) {
    const last = lines.at(-1);
    if (last === undefined || last.length + subject.length > length) lines.push(subject);
    else lines[lines.length - 1] = `${last}, ${subject}`;
  }
  return lines;
}

/** A package by name and version, for people. */
export function packageLabel(text: string): string {
  const parts = parsePurl(text);
  if (parts === undefined) return text;
  return parts.version === undefined ? parts.name : `${parts.name}@${parts.version}`;
}

const subjectOf = (item: Unverified): string =>
  item.purl !== undefined ? packageLabel(item.purl) : (item.path ?? item.question);

/** The host of an address; a source that is no address stays as it is. */
function hostOf(source: string): string {
  return URL.canParse(source) ? new URL(source).host || source : source;
}
