import { judgeLookalike } from '../knowledge/names/lookalike.ts';
import { offeredRank } from '../knowledge/names/meant/adoption.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import { purl } from '../model/purl.ts';
import type { LookalikeFact } from '../model/rule.ts';
import { bundledNames, type FactContext, type FactKind } from './kind.ts';
import { rememberByName } from './remember.ts';
import { findRespelled } from './respelled.ts';

/** The used name that another one may be taken for. */
export const fact: FactKind<'lookalike'> = {
  name: 'lookalike',
  plan: () => [],
  resolve: ({ dependency: { ecosystem, name } }, context) => findOnce(ecosystem, name, context),
};

const findOnce = rememberByName((ecosystem, name, context): Fact<LookalikeFact> => {
  const like = findLookalike(ecosystem, name, context) ?? findSlip(ecosystem, name, context);
  const found = findOther(ecosystem, name, context, like) ?? like;
  return found === undefined
    ? unknown('it resembles no used name', bundledNames)
    : present({ ...found, purl: purl(ecosystem, found.name), ...offer(ecosystem, found, context) }, bundledNames);
});

type Found = Omit<LookalikeFact, 'purl' | 'isOffered'>;

/** Of names without a list of ranks only those are compared with that everybody uses. */
const offer = (ecosystem: string, { name, kind }: Found, { bundled: { lists } }: FactContext) => ({
  isOffered:
    kind === 'slip' ||
    (offeredRank(lists, ecosystem, name) !== undefined && lists.insteadOf(ecosystem, name) === undefined),
});

function findLookalike(ecosystem: string, name: string, { bundled, now }: FactContext): Found | undefined {
  const resemblance = bundled.resemblanceOf(ecosystem, name);
  const shape = judgeLookalike(resemblance);
  if (shape === undefined) return undefined;
  const used = judgeLookalike(resemblance, bundled.adoptionOf(ecosystem, name, now));
  const { target, targetRank, kind, words, confidence, isGrave } = shape;
  return {
    name: target,
    ...(targetRank === undefined ? {} : { rank: targetRank }),
    kind,
    words,
    confidence,
    ...(isGrave ? { isGrave } : {}),
    ...(used === undefined ? {} : { ifUsed: used.confidence }),
  };
}

/** Of names without a list of ranks. */
function findSlip(ecosystem: string, name: string, { bundled }: FactContext): Found | undefined {
  const slip = bundled.findSlip(ecosystem, name);
  return slip === undefined ? undefined : { name: slip.name, kind: 'slip', words: slip.slip, confidence: 'medium' };
}

/** Where it is another name only by its spelling, that is all there is to say. */
function findOther(ecosystem: string, name: string, context: FactContext, like: Found | undefined): Found | undefined {
  const { bundled, ecosystems, now } = context;
  const own = ecosystems.find(({ type }) => type === ecosystem);
  const other = own && findRespelled(bundled, own, name);
  if (other === undefined) return undefined;
  const ifUsed = bundled.adoptionOf(ecosystem, name, now).isKnown ? like?.ifUsed : 'high';
  const isGrave = like?.isGrave === true ? { isGrave: true as const } : {};
  return { ...other, confidence: 'high', ...isGrave, ...(ifUsed === undefined ? {} : { ifUsed }) };
}
