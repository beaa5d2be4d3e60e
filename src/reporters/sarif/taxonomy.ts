import type { AtlasCitation, AtlasEntry, AtlasLibrary } from '../../model/atlas.ts';
import type { Finding } from '../../model/finding.ts';
import { compareText } from '../../model/location.ts';
import type { RuleMeta } from '../../model/rule.ts';
import { nameUuid } from '../../text/uuid.ts';

/** ATLAS as a taxonomy of a run (SARIF 2.1.0, sections 3.14.8 and 3.19.3), with the techniques that it speaks of. */
export interface Taxonomy {
  /** The `toolComponent`. */
  readonly component: object;
  /** A `toolComponentReference` to it. */
  readonly reference: object;
  /** `reportingDescriptorReference`s, each technique once; ids that the release does not have are left out. */
  referTo(cited: Cited): readonly object[];
  /** `reportingDescriptorRelationship`s of a rule. */
  relate(cited: Cited): readonly object[];
}

type Cited = AtlasCitation['techniques'];

/** Of taxonomies of this program: any other namespace would do, but it must never change. */
const namespace = '0f6c2f0e-0f1d-5c52-8a52-9d0b5a3f7e64';

/** Techniques that rules or findings cite, with those that they specialise. */
export function taxonomyOf(rules: readonly RuleMeta[], findings: readonly Finding[], atlas: AtlasLibrary): Taxonomy {
  const entries = collect(
    [...rules, ...findings].flatMap((one) => one.atlas.techniques.map(({ id }) => id)),
    atlas,
  );
  const indices = new Map(entries.map(({ id }, index) => [id, index]));
  const { name } = atlas;
  const guid = nameUuid(namespace, name);
  // An index alone may be read as one into the extensions of the tool (section 3.54.4).
  const reference = { name, index: 0, guid };
  // Left out, the component would be the driver.
  const refer = (id: string) => ({ id, index: indices.get(id), toolComponent: reference });
  const distinct = (cited: Cited) => {
    const known = cited.flatMap(({ id, basis, stance }) => {
      const entry = atlas.technique(id);
      return entry === undefined ? [] : [[entry.id, { ...refer(entry.id), properties: { basis, stance } }] as const];
    });
    return [...new Map(known).values()];
  };
  return {
    component: {
      name,
      guid,
      organization: 'The MITRE Corporation',
      version: atlas.version,
      informationUri: atlas.url,
      isComprehensive: false,
      taxa: entries.map((entry) => taxonOf(entry, refer, atlas)),
    },
    reference,
    referTo: distinct,
    // Findings speak of a technique; none of them is it (section 3.53.3).
    relate: (cited) =>
      distinct(cited).map(({ properties, ...target }) => ({ target, kinds: ['relevant'], properties })),
  };
}

function collect(ids: readonly string[], atlas: AtlasLibrary): readonly AtlasEntry[] {
  const found = new Map<string, AtlasEntry>();
  for (const id of new Set(ids)) {
    const entry = atlas.technique(id);
    const parent = entry?.parent === undefined ? undefined : atlas.technique(entry.parent);
    for (const one of [entry, parent]) if (one !== undefined) found.set(one.id, one);
  }
  return [...found.values()].sort((a, b) => compareText(a.id, b.id));
}

function taxonOf(entry: AtlasEntry, refer: (id: string) => object, atlas: AtlasLibrary): object {
  const { id, name, parent, tactics, stixId, url } = entry;
  const general = parent === undefined ? undefined : atlas.technique(parent);
  return {
    id,
    guid: stixId.slice(stixId.indexOf('--') + 2),
    name,
    // A sub-technique's own name says little.
    shortDescription: { text: general === undefined ? name : `${general.name}: ${name}` },
    helpUri: url,
    relationships: general === undefined ? undefined : [{ target: refer(general.id), kinds: ['superset'] }],
    properties: { tactics: tactics.map((tactic) => tactic.id), stixId },
  };
}
