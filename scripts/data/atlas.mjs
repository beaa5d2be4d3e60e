import { constant, header } from './module.mjs';

/** The columns of a record; names come first after the id, so none may hold the separator. */
function record(...columns) {
  const odd = columns.find((column) => column.includes('|'));
  if (odd !== undefined) throw new Error(`a column holds the separator: ${odd}`);
  return columns.join('|');
}

const shorten = (id) => {
  if (!/^AML\.(T|TA|M|CS)\d{4}(\.\d{3})?$/.test(id)) throw new Error(`not an ATLAS id: ${id}`);
  return id.slice('AML.'.length);
};
const shortenAll = (ids) => ids.map(shorten).join(',');

function techniqueRecord(technique) {
  const parent = technique.id.slice(0, 'AML.T0000'.length);
  const isChild = parent !== technique.id;
  if (isChild !== (technique.parent === parent)) throw new Error(`${technique.id} has an unexpected parent`);
  const tactics = isChild ? '' : shortenAll(technique.tactics);
  const { mitigations, caseStudies } = technique;
  return record(shorten(technique.id), technique.name, tactics, shortenAll(mitigations), shortenAll(caseStudies));
}

/** src/knowledge/atlas/release.gen.ts */
export function makeAtlas(text) {
  const { meta, techniques, tactics, mitigations, caseStudies } = JSON.parse(text);
  const live = techniques.filter(({ status }) => status !== 'retired');
  const retired = techniques.filter(({ status }) => status === 'retired');
  const inMatrix = tactics.toSorted((a, b) => a.order - b.order);
  const version = (name) => {
    if (!/^[\d.]{1,20}$/.test(meta[name])) throw new Error(`${name} is no version`);
    return `'${meta[name]}'`;
  };
  return [
    header,
    '// MITRE ATLAS, (c) The MITRE Corporation, Apache-2.0: see NOTICE. All ids are written without `AML.`.\n',
    '\n/** Releases: of ids, names and tactics, and of the relations between techniques, mitigations and case studies. */\n',
    `export const versions = { content: ${version('contentVersion')}, relations: ${version('relationsVersion')} } as const;\n`,
    constant(
      'tactics',
      'id | name | slug | former slugs; in the order of the matrix',
      inMatrix.map(({ id, name, slug, aliases = [] }) => record(shorten(id), name, slug, aliases.join(','))),
    ),
    constant(
      'techniques',
      'id | name | tactics (none: those of the parent) | mitigations | case studies',
      live.map(techniqueRecord),
    ),
    constant(
      'retired',
      'id | its successor',
      retired.map(({ id, replacedBy }) => record(shorten(id), shorten(replacedBy))),
    ),
    constant(
      'mitigations',
      'id | name',
      mitigations.map(({ id, name }) => record(shorten(id), name)),
    ),
    constant(
      'caseStudies',
      'id | name',
      caseStudies.map(({ id, name }) => record(shorten(id), name)),
    ),
  ].join('');
}
