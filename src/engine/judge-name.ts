import type { Meaning } from '../knowledge/names/meant/types.ts';
import type { Confidence } from '../model/finding.ts';
import { type Purl, purl } from '../model/purl.ts';
import type { PackageFact } from '../model/registry.ts';
import type { Assessment } from './assess-name.ts';
import type { LookedUp } from './look-up-names.ts';

/**
 * - `unremarkable`: it exists, and nothing speaks against it
 * - `suspicious`: it exists or may exist, and something speaks against it
 * - `absent`: it does not exist
 * - `unknown`: nobody could tell
 */
export type NameVerdict = 'unremarkable' | 'suspicious' | 'absent' | 'unknown';

/** A line of `name --format json`. */
export interface NameAnswer {
  readonly purl: Purl;
  /** Present in the registry; offline, in the bundled set of registered or adopted names, where false is no evidence of absence. */
  readonly known: boolean;
  readonly rank?: number;
  readonly lookalike: { readonly target: Purl; readonly kind: string; readonly confidence: Confidence } | null;
  readonly suggestions: readonly { readonly purl: Purl; readonly why: string }[];
  readonly verdict: NameVerdict;
  /** Why the verdict is not `unremarkable`. */
  readonly reasons: readonly string[];
}

/** By the contract: what is worse counts for all names together. */
export const statusOf = (verdicts: readonly NameVerdict[]): number =>
  verdicts.some((one) => one === 'absent' || one === 'suspicious') ? 1 : verdicts.includes('unknown') ? 3 : 0;

const dayMs = 86_400_000;
/** The default of the rule `young-package` for findings that fail an audit. */
const youngDays = 30;

/** @param looked what registries say; left out: nobody was asked */
export function judgeName(assessment: Assessment, looked: LookedUp | undefined, now: Date): NameAnswer {
  const { adoption, lookalike, type } = assessment;
  const { verdict, reasons } = weigh(assessment, looked, now);
  const known = looked === undefined ? adoption.isKnown : isThere(looked);
  const found = known && assessment.isMeant ? [] : assessment.meanings();
  // Of a name that exists, another one is meant only where that is evident.
  const isMeant = verdict === 'unremarkable' || (known && adoption.isKnown);
  const meanings = isMeant && !isEvident(found[0]) ? [] : found;
  return {
    purl: assessment.purl,
    known,
    ...(adoption.rank === undefined ? {} : { rank: adoption.rank }),
    lookalike:
      lookalike === undefined
        ? null
        : { target: purl(type, lookalike.target), kind: lookalike.kind, confidence: lookalike.confidence },
    suggestions: meanings.map((one) => ({ purl: purl(one.ecosystem, one.name), why: one.why })),
    verdict,
    reasons,
  };
}

const evident: ReadonlySet<string> = new Set(['redirect', 'import-name', 'command', 'separators', 'typo']);
const isEvident = (first: Meaning | undefined): boolean => first?.isOffered === true && evident.has(first.kind);

const isThere = ({ package: found }: LookedUp): boolean =>
  found.state === 'present' && found.value.status !== 'unpublished';

type Weighed = Pick<NameAnswer, 'verdict' | 'reasons'>;

function weigh(assessment: Assessment, looked: LookedUp | undefined, now: Date): Weighed {
  const { fault, gap, lookalike } = assessment;
  if (gap !== undefined) return { verdict: 'unknown', reasons: [gap] };
  if (fault !== undefined) return { verdict: 'absent', reasons: [fault] };
  const likeness = lookalike === undefined ? [] : [`it resembles ${lookalike.target}: ${lookalike.words}`];
  const existence = weighExistence(assessment, looked);
  if (existence?.verdict === 'absent') return { verdict: 'absent', reasons: [...existence.reasons, ...likeness] };
  const against = [...(looked === undefined ? [] : findAgainst(looked, now)), ...likeness];
  if (against.length > 0) return { verdict: 'suspicious', reasons: [...(existence?.reasons ?? []), ...against] };
  return existence ?? { verdict: 'unremarkable', reasons: [] };
}

/** Undefined: it exists. */
function weighExistence({ adoption }: Assessment, looked: LookedUp | undefined): Weighed | undefined {
  if (looked === undefined) {
    const reasons = ['nobody was asked, and it is not among the bundled names'];
    return adoption.isKnown ? undefined : { verdict: 'unknown', reasons };
  }
  const found = looked.package;
  if (found.state === 'absent') return { verdict: 'absent', reasons: [found.proof] };
  if (found.state === 'unknown') return { verdict: 'unknown', reasons: [found.reason] };
  return found.value.status === 'unpublished'
    ? { verdict: 'absent', reasons: ['every version was withdrawn: whoever registers the name next is installed'] }
    : undefined;
}

/** What registries and advisories say against a package that exists. */
export function findAgainst({ package: found, malware }: LookedUp, now: Date): readonly string[] {
  if (found.state !== 'present') return [];
  const { status, firstPublishedAt } = found.value;
  const ids = malware.state === 'present' ? malware.value.ids : [];
  const days = firstPublishedAt === undefined ? undefined : ageInDays(firstPublishedAt, now);
  const young =
    days !== undefined && days < youngDays
      ? [`it was first published ${days === 1 ? '1 day' : `${days} days`} ago`]
      : [];
  return [
    ...(ids.length > 0 ? [`advisories call it malware: ${ids.slice(0, 3).join(', ')}`] : []),
    ...(statusWords[status] ?? []),
    ...young,
  ];
}

export const ageInDays = (time: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / dayMs));

const statusWords: Readonly<Partial<Record<PackageFact['status'], readonly string[]>>> = {
  quarantined: ['the registry serves no files while it looks into the project'],
  'security-placeholder': ['the registry put an empty placeholder in the place of malware'],
};
