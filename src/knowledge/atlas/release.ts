import { caseStudies, mitigations, retired, tactics, techniques, versions } from './release.gen.ts';

/** An object of ATLAS that is known by its name alone. */
export interface Named {
  /** With the prefix `AML.` */
  readonly id: string;
  readonly name: string;
}

export interface Tactic extends Named {
  /** As Navigator layers spell it. */
  readonly slug: string;
}

export interface Technique extends Named {
  /** The technique that a sub-technique specialises. */
  readonly parent?: string;
  /** Ids; a sub-technique has those of its parent. */
  readonly tactics: readonly string[];
  /** Ids of the mitigations that ATLAS itself links to it. */
  readonly mitigations: readonly string[];
  /** Ids of the case studies in which it was seen. */
  readonly caseStudies: readonly string[];
}

/** One release of ATLAS, by id. */
export interface Release {
  readonly versions: { readonly content: string; readonly relations: string };
  readonly tactics: ReadonlyMap<string, Tactic>;
  /** Slugs, present and former, with the id of their tactic. */
  readonly slugs: ReadonlyMap<string, string>;
  readonly techniques: ReadonlyMap<string, Technique>;
  /** Ids that are no more, with their successors. */
  readonly retired: ReadonlyMap<string, string>;
  readonly mitigations: ReadonlyMap<string, Named>;
  readonly caseStudies: ReadonlyMap<string, Named>;
}

/** Decodes the bundled release. */
export function readRelease(): Release {
  const tacticRows = readRows(tactics);
  return {
    versions,
    tactics: byId(tacticRows.map(([id, name, slug]) => ({ id: lengthen(id), name: name ?? '', slug: slug ?? '' }))),
    slugs: new Map(
      tacticRows.flatMap(([id, , slug = '', former = '']) =>
        [slug, ...split(former)].map((one) => [one, lengthen(id)] as const),
      ),
    ),
    techniques: readTechniques(),
    retired: new Map(readRows(retired).map(([id, successor]) => [lengthen(id), lengthen(successor)])),
    mitigations: readNames(mitigations),
    caseStudies: readNames(caseStudies),
  };
}

function readTechniques(): ReadonlyMap<string, Technique> {
  const rows = readRows(techniques);
  const tacticsOf = new Map(rows.map(([id = '', , own = '']) => [id, lengthenAll(own)]));
  return byId(
    rows.map(([id = '', name = '', , mitigated = '', seen = '']) => {
      const [parent = '', child] = id.split('.');
      return {
        id: lengthen(id),
        name,
        ...(child === undefined ? {} : { parent: lengthen(parent) }),
        tactics: tacticsOf.get(parent) ?? [],
        mitigations: lengthenAll(mitigated),
        caseStudies: lengthenAll(seen),
      };
    }),
  );
}

const readNames = (text: string): ReadonlyMap<string, Named> =>
  byId(readRows(text).map(([id, name]) => ({ id: lengthen(id), name: name ?? '' })));

const readRows = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|'));

const byId = <T extends Named>(objects: readonly T[]): ReadonlyMap<string, T> =>
  new Map(objects.map((object) => [object.id, object]));

const lengthen = (id: string | undefined): string => `AML.${id ?? ''}`;
const split = (ids: string): readonly string[] => (ids === '' ? [] : ids.split(','));
const lengthenAll = (ids: string): readonly string[] => split(ids).map(lengthen);
