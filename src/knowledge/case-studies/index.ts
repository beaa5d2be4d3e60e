import type { CaseLibrary, CaseMitigation, CaseObject, CaseStudy } from '../../model/case-study.ts';
import { atlas } from '../atlas/index.ts';
import { atlasPage } from '../atlas/library.ts';
import { dependencyChain } from './dependency-chain.ts';
import { mathGpt } from './math-gpt.ts';
import { archiveRequest, installCommand, installLog, writtenFile } from './package-events.ts';
import { packageHallucination } from './package-hallucination.ts';
import type { ToldCase } from './told.ts';
import { findFileTraces, packageTraces } from './traces.ts';

/** The cases that this project tells itself, in the order in which reports show them. */
export const toldCases: readonly ToldCase[] = [packageHallucination, mathGpt, dependencyChain];

/** Case studies of ATLAS, and what they leave in logs. */
export const caseLibrary: CaseLibrary = {
  study(id) {
    const told = toldCases.find((one) => one.id === id);
    return told === undefined ? citeCase(id) : tellCase(told);
  },
  packages: (type) => packageTraces.get(type),
  files: findFileTraces,
};

/**
 * A case of which nothing but its name is written here. Packages bring it in as releases: of a name that many use, only the
 * release that was found is worth watching.
 */
function citeCase(id: string): CaseStudy {
  return {
    id,
    name: atlas.caseStudy(id)?.name ?? '',
    url: atlasPage('studies', id),
    watches: 'releases',
    events: [installLog, installCommand, archiveRequest, writtenFile],
  };
}

function tellCase({ id, events, steps, mitigations, ...told }: ToldCase): CaseStudy {
  const techniques = steps.map(({ technique }) => technique);
  return {
    id,
    name: nameOf(atlas.caseStudy(id), id).name,
    url: atlasPage('studies', id),
    watches: 'names',
    events,
    told: {
      ...told,
      steps: steps.map(({ tactic, technique, ...step }) => ({
        ...step,
        tactic: nameOf(atlas.tactic(tactic), tactic),
        technique: nameTechnique(technique),
      })),
      mitigations: mitigations.map((one) => describeMitigation(one, techniques)),
      unmitigated: techniques.filter((technique) => mitigationsOf(technique).length === 0).map(nameTechnique),
    },
  };
}

function describeMitigation(
  { id, text }: ToldCase['mitigations'][number],
  techniques: readonly string[],
): CaseMitigation {
  if (id === undefined) return { basis: 'own', text };
  const isDeclared = techniques.some((technique) => mitigationsOf(technique).includes(id));
  return { ...nameOf(atlas.mitigation(id), id), basis: isDeclared ? 'atlas-declared' : 'asserted', text };
}

/** A sub-technique's own, and those of its parent. */
function mitigationsOf(id: string): readonly string[] {
  const technique = atlas.technique(id);
  const parent = technique?.parent === undefined ? [] : mitigationsOf(technique.parent);
  return [...(technique?.mitigations ?? []), ...parent];
}

function nameTechnique(cited: string): CaseObject {
  const { id, name } = nameOf(atlas.technique(cited), cited);
  return { id, name: atlas.fullName(id) ?? name };
}

function nameOf(found: CaseObject | undefined, cited: string): CaseObject {
  if (found === undefined) throw new Error(`ATLAS ${atlas.versions.content} has no ${cited}`);
  return { id: found.id, name: found.name };
}
