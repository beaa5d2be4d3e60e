import type { ClientIndex, ClientSetup } from '../../../src/model/resolution.ts';
import type { ClientName, Offer, Situation } from './situation.ts';

export const name = 'acme-tools';

const release = (...versions: readonly string[]): Offer => ({ releases: versions.map((version) => ({ version })) });

/** What an index may say of the name. */
const offers: Readonly<Record<string, Offer>> = {
  none: { status: 404 },
  one: release('1.0'),
  two: release('2.0'),
  both: release('1.0', '2.0'),
  pre: release('1.0', '3.0rc1'),
  onlyPre: release('3.0rc1'),
  yanked: { releases: [{ version: '1.0' }, { version: '4.0', yanked: true }] },
  onlyYanked: { releases: [{ version: '4.0', yanked: true }] },
  elsewhere: { releases: [{ version: '1.0' }, { version: '5.0', requiresPython: '>=99' }] },
  local: release('1.0+cpu'),
  unauthorised: { status: 401 },
  forbidden: { status: 403 },
  broken: { status: 500 },
};

export const offerOf = (kind: string): Offer => offers[kind] ?? {};

/** How a client is told of two indexes. */
export interface Setup {
  readonly id: string;
  readonly client: ClientName;
  /** What the client is told; addresses are the letters of the indexes. */
  readonly told: ClientSetup;
  build(requirement: string): Pick<Situation, 'files' | 'args' | 'env'>;
}

export const index = (
  url: string,
  weight: ClientIndex['weight'] = 'extra',
  more: Partial<ClientIndex> = {},
): ClientIndex => ({
  url,
  weight,
  ...more,
});
export const tell = (...indexes: readonly ClientIndex[]): ClientSetup => ({ indexes });
export const both = tell(index('a', 'default'), index('b'));
export const uvBoth = tell(index('a'), index('b', 'default'));
export const uvPip = tell(index('b'), index('a', 'default'));

export const project = (requirement: string, more: string): Pick<Situation, 'files'> => ({
  files: {
    'pyproject.toml': `[project]\nname = "own"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["${name}${requirement}"]\n${more}`,
  },
});

export const list = (options: string, requirement: string): Pick<Situation, 'files' | 'args'> => ({
  files: { 'requirements.txt': `${options}${name}${requirement}\n` },
  args: ['-r', 'requirements.txt'],
});

export const uvIndex = (index: string, more = '') =>
  `[[tool.uv.index]]\nname = "${index}"\nurl = "{{${index}}}"\n${more}`;
export const poetrySource = (index: string, more = '') =>
  `[[tool.poetry.source]]\nname = "${index}"\nurl = "{{${index}}}"\n${more}`;
export const pdmSource = (index: string, title: string, more = '') =>
  `[[tool.pdm.source]]\nname = "${title}"\nurl = "{{${index}}}"\n${more}`;

/** @param kinds by the letter of the index, what it says of the name */
export const toSituation = (
  { id, client, told, build }: Setup,
  requirement: string,
  kinds: Readonly<Record<string, string>>,
): Situation => ({
  id: `${id}_${Object.values(kinds).join('_')}${requirement === '' ? '' : `_${requirement.replace(/\W/g, (sign) => `-${sign.charCodeAt(0)}-`)}`}`,
  client,
  name,
  ...build(requirement),
  requirement,
  told,
  indexes: Object.fromEntries(Object.entries(kinds).map(([letter, kind]) => [letter, offerOf(kind)])),
});
