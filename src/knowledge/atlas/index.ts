import type { AtlasCitation, AtlasMapping } from '../../model/atlas.ts';
import { compareText } from '../../model/location.ts';
import { versions } from './release.gen.ts';
import { type Named, type Release, readRelease, type Tactic, type Technique } from './release.ts';

let decoded: Release | undefined;

/** Decoded at the first question: a run without findings never pays for it. */
function release(): Release {
  decoded ??= readRelease();
  return decoded;
}

/** The bundled release of MITRE ATLAS. Ids are written with their prefix: `AML.T0060`. */
export const atlas = {
  /** Releases of the names and ids, and of the relations between them. */
  versions,
  /** A retired id gives its successor. */
  technique(id: string): Technique | undefined {
    const { techniques, retired } = release();
    return techniques.get(retired.get(id) ?? id);
  },
  /** By id or slug; slugs of former releases still name their tactic. */
  tactic(idOrSlug: string): Tactic | undefined {
    const { tactics, slugs } = release();
    return tactics.get(slugs.get(idOrSlug) ?? idOrSlug);
  },
  mitigation: (id: string): Named | undefined => release().mitigations.get(id),
  caseStudy: (id: string): Named | undefined => release().caseStudies.get(id),
  fullName,
  describe,
  /** In the order of the matrix. */
  tactics: (): readonly Named[] => [...release().tactics.values()],
  tacticsOf: (technique: string): readonly string[] => atlas.technique(technique)?.tactics ?? [],
} as const;

/**
 * Fills in the names of a citation, and the tactics of its techniques in the order of their ids. Everything cited stays
 * in its order: the first technique is the primary one.
 * Throws on an id that the release does not hold: no rule may cite one.
 */
function describe(citation: AtlasCitation): AtlasMapping {
  const techniques = citation.techniques.map((cited) => ({
    ...cited,
    technique: demand(atlas.technique(cited.id), cited.id),
  }));
  const tactics = [...new Set(techniques.flatMap(({ technique }) => technique.tactics))].sort(compareText);
  return {
    tactics: tactics.map((id) => nameOf(atlas.tactic(id), id)),
    techniques: techniques.map(({ technique, basis, stance }) => ({
      id: technique.id,
      name: fullName(technique.id) ?? technique.name,
      basis,
      stance,
    })),
    caseStudies: citation.caseStudies.map((id) => nameOf(atlas.caseStudy(id), id)),
    mitigations: citation.mitigations.map(({ id, basis }) => ({ ...nameOf(atlas.mitigation(id), id), basis })),
  };
}

/** `LLM Prompt Injection: Direct`: names of sub-techniques alone say little. */
function fullName(cited: string): string | undefined {
  const found = atlas.technique(cited);
  const whole = found?.parent === undefined ? undefined : fullName(found.parent);
  return found === undefined || whole === undefined ? found?.name : `${whole}: ${found.name}`;
}

function demand<T>(found: T | undefined, id: string): T {
  if (found === undefined) throw new Error(`ATLAS ${versions.content} has no ${id}`);
  return found;
}

function nameOf(found: Named | undefined, cited: string): Named {
  const { id, name } = demand(found, cited);
  return { id, name };
}
