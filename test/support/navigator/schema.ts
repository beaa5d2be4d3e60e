import { Ajv } from 'ajv';

/**
 * The layer format 4.3 as a schema: the tables of `layers/LAYERFORMATv4_3.md` (mitre-attack/attack-navigator), with what the
 * Navigator asks for on loading (texts of metadata, links and legends that are not empty) and what layers of ATLAS have
 * (mitre-atlas/atlas-navigator-data: domain, ids, versions).
 */
const text = { type: 'string' };
const filled = { type: 'string', minLength: 1 };
const color = { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' };

const object = (properties: object, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const list = (items: object) => ({ type: 'array', items });
const metadata = list(object({ name: filled, value: filled }, ['name', 'value']));

const technique = {
  ...object(
    {
      techniqueID: { type: 'string', pattern: '^AML\\.T\\d{4}(?:\\.\\d{3})?$' },
      tactic: { type: 'string', pattern: '^[a-z]+(?:-[a-z]+)*$' },
      comment: text,
      enabled: { type: 'boolean' },
      score: { type: 'number' },
      color,
      metadata,
      links: list(object({ label: filled, url: { type: 'string', pattern: '^https?://' } }, ['label', 'url'])),
      showSubtechniques: { type: 'boolean' },
    },
    ['techniqueID'],
  ),
};

const layer = object(
  {
    name: filled,
    versions: object({ layer: { const: '4.3' }, navigator: { const: '4.6.4' }, attack: text }, ['layer', 'navigator']),
    domain: { const: 'atlas-atlas' },
    description: text,
    filters: object({ platforms: list(text) }, []),
    sorting: { enum: [0, 1, 2, 3] },
    layout: object(
      {
        layout: { enum: ['side', 'flat', 'mini'] },
        showID: { type: 'boolean' },
        showName: { type: 'boolean' },
        showAggregateScores: { type: 'boolean' },
        countUnscored: { type: 'boolean' },
        aggregateFunction: { enum: ['average', 'min', 'max', 'sum'] },
      },
      [],
    ),
    hideDisabled: { type: 'boolean' },
    techniques: list(technique),
    gradient: object(
      { colors: { ...list(color), minItems: 2 }, minValue: { type: 'number' }, maxValue: { type: 'number' } },
      ['colors', 'minValue', 'maxValue'],
    ),
    legendItems: list(object({ label: filled, color }, ['label', 'color'])),
    showTacticRowBackground: { type: 'boolean' },
    tacticRowBackground: color,
    selectTechniquesAcrossTactics: { type: 'boolean' },
    selectSubtechniquesWithParent: { type: 'boolean' },
    metadata,
  },
  ['name', 'versions', 'domain'],
);

export interface Layer {
  readonly name: string;
  readonly description: string;
  readonly techniques: readonly {
    readonly techniqueID: string;
    readonly tactic?: string;
    readonly score?: number;
    readonly color?: string;
    readonly comment?: string;
    readonly showSubtechniques?: boolean;
    readonly metadata?: readonly { readonly name: string; readonly value: string }[];
    readonly links?: readonly { readonly label: string; readonly url: string }[];
  }[];
  readonly legendItems: readonly { readonly label: string; readonly color: string }[];
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
}

const validate = new Ajv({ strict: true, allErrors: true }).compile(layer);

/** What is wrong with a layer; empty where nothing is. One place in the matrix stands once. */
export function layerErrors(document: Layer): readonly string[] {
  const isValid: boolean = validate(document);
  if (!isValid) return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  const places = document.techniques.map(({ techniqueID, tactic }) => `${techniqueID} ${tactic ?? ''}`);
  return places.filter((place, at) => places.indexOf(place) !== at).map((place) => `${place} stands twice`);
}
