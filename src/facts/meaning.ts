import { explainInvention, findEvident, findMeanings } from '../knowledge/names/meant/index.ts';
import type { Invention, Meaning } from '../knowledge/names/meant/types.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import { isAdopted } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { MeaningFact } from '../model/rule.ts';
import { bundledNames, type FactKind } from './kind.ts';
import { isNewcomer } from './newcomer.ts';
import { rememberByName } from './remember.ts';

/** So many are told at most. */
const most = 5;

/** What was probably meant, and why the name looks invented. The search takes milliseconds: most names need none. */
export const fact: FactKind<'meaning'> = {
  name: 'meaning',
  plan: () => [],
  resolve(subject, context) {
    const { ecosystem, name } = subject.dependency;
    if (subject.own) return notLookedFor;
    if (context.fact('package', subject).state === 'absent' || isNewcomer(subject, context))
      return searchOnce(ecosystem, name, context);
    if (context.bundled.placeholderClassOf(ecosystem, name) === undefined) return notLookedFor;
    // Many use the former name of a package for years: what it leads to is written down, and nothing else was meant.
    const adoption = context.fact('adoption', subject);
    const isUsed = adoption.state === 'present' && isAdopted(adoption.value);
    return isUsed ? readOnce(ecosystem, name, context) : searchOnce(ecosystem, name, context);
  },
};

const notLookedFor = unknown('it was not looked for', bundledNames);

const searchOnce = rememberByName((ecosystem, name, { bundled: { lists } }): Fact<MeaningFact> => {
  const invention = explainInvention(ecosystem, name, lists);
  return conclude(findMeanings(ecosystem, name, lists), invention);
});

const readOnce = rememberByName(
  (ecosystem, name, { bundled: { lists } }): Fact<MeaningFact> => conclude(findEvident(ecosystem, name, lists)),
);

function conclude(found: readonly Meaning[], invention?: Invention): Fact<MeaningFact> {
  const meanings = found.slice(0, most).map((one) => ({ ...one, purl: purl(one.ecosystem, one.name) }));
  if (invention === undefined && meanings.length === 0) return unknown('nothing known is like it', bundledNames);
  return present({ ...(invention === undefined ? {} : { invention }), meanings }, bundledNames);
}
