import { explainInvention, findMeanings } from '../knowledge/names/meant/index.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import { purl } from '../model/purl.ts';
import type { MeaningFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { bundledNames, type FactContext, type FactKind } from './kind.ts';
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
    if (!isSearched(subject, context)) return unknown('it was not looked for', bundledNames);
    return searchOnce(ecosystem, name, context);
  },
};

const searchOnce = rememberByName((ecosystem, name, { bundled: { lists } }): Fact<MeaningFact> => {
  const invention = explainInvention(ecosystem, name, lists);
  const meanings = findMeanings(ecosystem, name, lists)
    .slice(0, most)
    .map((one) => ({ ...one, purl: purl(one.ecosystem, one.name) }));
  if (invention === undefined && meanings.length === 0) return unknown('nothing known is like it', bundledNames);
  return present({ ...(invention === undefined ? {} : { invention }), meanings }, bundledNames);
});

/** Of a name that does not exist, a newcomer, and one that is no package to be used by its summary. */
const isSearched = (subject: DependencySubject, context: FactContext): boolean =>
  !subject.own &&
  (context.fact('package', subject).state === 'absent' ||
    isNewcomer(subject, context) ||
    context.bundled.placeholderClassOf(subject.dependency.ecosystem, subject.dependency.name) !== undefined);
