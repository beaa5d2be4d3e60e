import { type Fact, present, unknown } from '../model/fact.ts';
import { purl } from '../model/purl.ts';
import type { LookalikeFact } from '../model/rule.ts';
import { bundledNames, type FactContext, type FactKind } from './kind.ts';
import { findLikeness } from './likeness.ts';
import { rememberByName } from './remember.ts';

/** The used name that another one may be taken for. */
export const fact: FactKind<'lookalike'> = {
  name: 'lookalike',
  plan: () => [],
  resolve: ({ dependency: { ecosystem, name } }, context) => findOnce(ecosystem, name, context),
};

const findOnce = rememberByName((type, name, context): Fact<LookalikeFact> => {
  const { bundled, ecosystems, now } = context;
  const ecosystem = ecosystems.find((one) => one.type === type);
  const found = ecosystem && findLikeness(bundled, ecosystem, name);
  if (ecosystem === undefined || found === undefined) return unknown('it resembles no used name', bundledNames);
  const { isRespelled: _, ...like } = found;
  const ifUsed = findLikeness(bundled, ecosystem, name, bundled.adoptionOf(type, name, now))?.confidence;
  const used = ifUsed === undefined ? {} : { ifUsed };
  const family = isOfFamily(type, name, found.name, context) ? { isOfFamily: true as const } : {};
  return present({ ...like, ...used, ...family, purl: purl(type, found.name) }, bundledNames);
});

/** Names that people squat with one word more have fewer around them: `axios` 42, `request` 30, but `gulp` 358, `fastify` 71. */
const largeFamily = 50;

const isOfFamily = (type: string, name: string, root: string, { bundled }: FactContext): boolean =>
  name.startsWith(root) &&
  /^[-.]./.test(name.slice(root.length)) &&
  (bundled.rankedNames(type)?.familySize(root) ?? 0) >= largeFamily;
