import { findForeign } from '../knowledge/names/meant/find.ts';
import type { Meaning } from '../knowledge/names/meant/types.ts';
import { type Confidence, compareSeverity, type Finding } from '../model/finding.ts';
import { type Purl, purl } from '../model/purl.ts';
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
  /** What stood after the name, and was left out of account. */
  readonly requirement?: string;
  /** Present in the registry; offline, in the bundled set of registered or adopted names, where false is no evidence of absence. */
  readonly known: boolean;
  readonly rank?: number;
  readonly lookalike: { readonly target: Purl; readonly kind: string; readonly confidence: Confidence } | null;
  readonly suggestions: readonly { readonly purl: Purl; readonly why: string }[];
  readonly verdict: NameVerdict;
  /** Why the verdict is not `unremarkable`. */
  readonly reasons: readonly string[];
  /** Why advisories say nothing, or not all they may: no verdict waits for them. Left out: they were answered, or nobody is asked. */
  readonly unanswered?: string;
}

/** By the contract: what is worse counts for all names together. */
export const statusOf = (verdicts: readonly NameVerdict[]): number =>
  verdicts.some((one) => one === 'absent' || one === 'suspicious') ? 1 : verdicts.includes('unknown') ? 3 : 0;

/** @param looked what registries say, and rules of it; left out: nobody was asked */
export function judgeName(assessment: Assessment, looked: LookedUp | undefined): NameAnswer {
  const { adoption, lookalike, type, asked } = assessment;
  const { verdict, reasons } = weigh(assessment, looked);
  const unanswered = looked && findUnanswered(looked);
  const known = looked === undefined ? assessment.isListed && assessment.fault === undefined : isThere(looked);
  return {
    purl: assessment.purl,
    ...(asked.requirement === undefined ? {} : { requirement: asked.requirement }),
    known,
    ...(adoption.rank === undefined ? {} : { rank: adoption.rank }),
    lookalike:
      lookalike === undefined
        ? null
        : { target: purl(type, lookalike.name), kind: lookalike.kind, confidence: lookalike.confidence },
    suggestions: suggest(assessment, known, verdict, looked?.unfit?.name),
    verdict,
    reasons,
    ...(unanswered === undefined ? {} : { unanswered }),
  };
}

/** What the configuration switched off is no news; of what is not there, or may not be, nobody asks for advisories. */
const findUnanswered = ({ package: found, malware }: LookedUp): string | undefined =>
  found.state === 'present' && malware.state === 'unknown' && malware.source !== 'configuration'
    ? `advisories: ${malware.reason}`
    : undefined;

/** What it may be taken for, then what else was probably meant. */
function suggest(
  assessment: Assessment,
  known: boolean,
  verdict: NameVerdict,
  unfit: string | undefined,
): NameAnswer['suggestions'] {
  const { lookalike, type, adoption } = assessment;
  const isWell = verdict === 'unremarkable';
  const first =
    lookalike?.isOffered !== true || isWell ? [] : [{ purl: purl(type, lookalike.name), why: lookalike.words }];
  const isThere = isWell || (known && adoption.isKnown);
  // Who asks for a name in use means it, whether or not its registry answers.
  const meant =
    assessment.isMeant && verdict !== 'absent' ? [] : isThere ? findOther(assessment) : assessment.meanings();
  const more = meant.map((one) => ({ purl: purl(one.ecosystem, one.name), why: one.why }));
  // The very name of another ecosystem says more than what it is like.
  const foreign = lookalike?.isGrave === true ? undefined : findForeign(meant);
  const leading = more.filter((_, at) => meant[at] === foreign);
  const all = [...leading, ...first, ...more.filter((one) => one.purl !== first[0]?.purl && one !== leading[0])];
  return unfit === undefined ? all : all.filter((one) => one.purl !== purl(type, unfit));
}

const slips: ReadonlySet<string> = new Set(['separators', 'typo']);

/** Of a name that exists, another one is meant only where that is evident. */
function findOther({ lookalike, evident, meanings }: Assessment): readonly Meaning[] {
  const written = evident();
  if (written[0]?.isOffered === true) return written;
  const found = lookalike === undefined ? [] : meanings();
  return found[0]?.isOffered === true && slips.has(found[0].kind) ? found : [];
}

const isThere = ({ package: found }: LookedUp): boolean =>
  found.state === 'present' && found.value.status !== 'unpublished';

type Weighed = Pick<NameAnswer, 'verdict' | 'reasons'>;

function weigh(assessment: Assessment, looked: LookedUp | undefined): Weighed {
  const { gap, fault, isListed, unlisted } = assessment;
  const shape = shapeAgainst(assessment);
  if (gap !== undefined) return { verdict: 'unknown', reasons: [gap] };
  if (fault !== undefined) return { verdict: 'absent', reasons: [fault, ...shape] };
  if (looked === undefined) return doubt(isListed ? [] : [`nobody was asked, and ${unlisted}`], shape);
  const { package: found, findings, faults } = looked;
  const against = findings.filter(counts).map(({ message }) => message);
  // A client takes it from the folder, whatever a registry has.
  if (looked.isDeclared) return doubt(faults, against);
  // What the configuration calls its own, or approves, need not be unlike others.
  if (found.state === 'unknown') return doubt([found.reason], [...against, ...(looked.isVouchedFor ? [] : shape)]);
  if (!isThere(looked))
    return { verdict: 'absent', reasons: against.length > 0 || found.state !== 'absent' ? against : [found.proof] };
  return doubt(faults, against);
}

function doubt(open: readonly string[], against: readonly string[]): Weighed {
  const verdict = against.length > 0 ? 'suspicious' : open.length > 0 ? 'unknown' : 'unremarkable';
  return { verdict, reasons: [...open, ...against] };
}

/** What the bundled lists say against a name that nobody was asked about. */
const shapeAgainst = ({ lookalike, placeholder }: Assessment): readonly string[] => [
  ...(lookalike === undefined ? [] : [`it resembles ${lookalike.name}: ${lookalike.words}`]),
  ...(placeholder === undefined ? [] : [`by its summary it ${placeholder}`]),
];

/** What is merely observed, or said for the sake of completeness, speaks against nothing. */
const counts = ({ severity, observed }: Finding): boolean =>
  observed !== true && compareSeverity(severity, 'medium') >= 0;
