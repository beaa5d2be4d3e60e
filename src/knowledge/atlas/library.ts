import type { AtlasEntry, AtlasLibrary } from '../../model/atlas.ts';
import { nameUuid } from '../../text/uuid.ts';
import { endpoints } from '../endpoints.ts';
import { atlas } from './index.ts';
import type { Technique } from './release.ts';

/** Of the STIX bundle: mitre-atlas/atlas-navigator-data, `tools/generate_stix.py`, since 26 November 2025. */
const stixNamespace = '61746c61-732e-6d69-7472-652e6f72672e';

type StixType = 'attack-pattern' | 'x-mitre-tactic' | 'course-of-action';

/** The id of a technique, a tactic or a mitigation in the STIX bundle of ATLAS. */
export const stixIdOf = (type: StixType, id: string): string => `${type}--${nameUuid(stixNamespace, id)}`;

export const atlasPage = (kind: 'studies' | 'techniques', id: string): string => `${endpoints.atlas}/${kind}/${id}`;

/** A report asks for the same few of them again and again. */
const described = new Map<string, AtlasEntry>();

/** The bundled release, for reporters. */
export const atlasLibrary: AtlasLibrary = {
  name: 'MITRE ATLAS',
  version: atlas.versions.content,
  url: endpoints.atlas,
  technique(id) {
    const found = atlas.technique(id);
    if (found === undefined) return undefined;
    const entry = described.get(found.id) ?? describe(found);
    described.set(found.id, entry);
    return entry;
  },
  tactics: atlas.tactics,
  tacticsOf: atlas.tacticsOf,
};

const describe = ({ id, name, parent, tactics }: Technique): AtlasEntry => ({
  id,
  name,
  ...(parent === undefined ? {} : { parent }),
  tactics: tactics.flatMap((tactic) => atlas.tactic(tactic) ?? []),
  stixId: stixIdOf('attack-pattern', id),
  url: atlasPage('techniques', id),
});
