import type { FactContext } from '../facts/kind.ts';
import { compareText } from '../model/location.ts';
import type { Purl } from '../model/purl.ts';
import type { Notification } from '../model/report.ts';
import type { DependencySubject } from '../model/subject.ts';
import { groupBy } from '../text/index-by.ts';

/**
 * What is to be said of one package, in plain data: it outlives what is known of the package. Remarks of one topic are told in
 * one note, in the words of the first of them, around their number.
 */
export interface Remark extends Pick<Notification, 'level' | 'unanswered'> {
  readonly topic: string;
  readonly before: string;
  /** Remarks, distinct packages, or the sum of what the remarks count themselves, for each package once. */
  readonly counts: 'remarks' | 'packages' | 'amounts';
  /** What stands behind the number, in the singular. */
  readonly unit?: 'package' | 'commit';
  readonly after: string;
  readonly amount?: number;
  readonly purl: Purl;
  /** The lower, the more is at risk. */
  readonly rank: number;
}

/** The package that a remark is about, with its risk: what the repository itself names, then what is new to it, then what few people use. */
export function remarkOn(
  { dependency, fileRole, newToRepository }: DependencySubject,
  { bundled, now }: FactContext,
): Pick<Remark, 'purl' | 'rank'> {
  const { purl, ecosystem, name, direct } = dependency;
  const isNamed = direct && fileRole !== 'prose';
  const isUsed = bundled.adoptionOf(ecosystem, name, now).rank !== undefined;
  return { purl, rank: (isNamed ? 0 : 4) + (newToRepository ? 0 : 2) + (isUsed ? 1 : 0) };
}

/** A note for each topic. Its packages are distinct, those at most risk first: whoever has room for some of them names these. */
export const tellRemarks = (remarks: readonly Remark[]): readonly Notification[] =>
  groupBy(remarks, ({ topic }) => topic).flatMap((about): readonly Notification[] => {
    const [first] = about;
    if (first === undefined) return [];
    const ranked = about.toSorted((a, b) => a.rank - b.rank || compareText(a.purl, b.purl));
    const amounts = new Map(ranked.map(({ purl, amount = 0 }) => [purl, amount]));
    const amount = [...amounts.values()].reduce((sum, one) => sum + one, 0);
    const number = { remarks: about.length, packages: amounts.size, amounts: amount }[first.counts];
    const { level, unanswered, before, after, unit } = first;
    const counted = unit === undefined ? `${number}` : `${number} ${unit}${number === 1 ? '' : 's'}`;
    const message = `${before}${counted}${after}`;
    return [{ level, message, packages: [...amounts.keys()], ...(unanswered === undefined ? {} : { unanswered }) }];
  });
