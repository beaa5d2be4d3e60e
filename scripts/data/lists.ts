export interface NpmPackage {
  readonly name: string;
  readonly downloads: number;
  readonly summary: string;
}

export interface PypiProject {
  readonly name: string;
  /** Of the latest release, `yyyy-mm`; empty where it is not known. */
  readonly month: string;
  /** Among the 15,000 most downloaded. */
  readonly rank: number | undefined;
  readonly summary: string;
}

/** By UTF-16 code units: the same order on every machine. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Cells of a tab-separated list, in the order of the columns that are asked for.
 * @throws Error where the first line does not name all of them
 */
function readCells(text: string, columns: readonly string[]): readonly (readonly string[])[] {
  const [first = '', ...lines] = text.split('\n');
  const found = first.split('\t');
  const missing = columns.find((column) => !found.includes(column));
  if (missing !== undefined) throw new Error(`the list has no column ${missing}`);
  const places = columns.map((column) => found.indexOf(column));
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t');
      return places.map((place) => cells[place] ?? '');
    });
}

/** The most downloaded first. */
export const readNpm = (text: string): readonly NpmPackage[] =>
  readCells(text, ['name', 'downloads_a_month', 'summary'])
    .map(([name = '', downloads = '', summary = '']) => ({ name, downloads: Number(downloads), summary }))
    .filter(({ downloads }) => Number.isSafeInteger(downloads))
    .sort((a, b) => b.downloads - a.downloads || compareText(a.name, b.name));

export const readPypi = (text: string): readonly PypiProject[] =>
  readCells(text, ['name', 'month', 'rank_among_15000_most_downloaded', 'summary']).map(
    ([name = '', month = '', rank = '', summary = '']) => {
      if (month !== '' && !/^\d{4}-\d\d$/.test(month)) throw new Error(`not a month: ${month}`);
      return { name, month, rank: /^[1-9]\d*$/.test(rank) ? Number(rank) : undefined, summary };
    },
  );

/** @returns names of the projects, normalised as PEP 503 says */
export function readSimpleIndex(text: string): readonly string[] {
  const index: unknown = JSON.parse(text);
  const projects = typeof index === 'object' && index !== null && 'projects' in index ? index.projects : undefined;
  if (!Array.isArray(projects) || projects.length === 0) throw new Error('the index has no projects');
  const names = projects.map((project: unknown) => {
    const name = typeof project === 'object' && project !== null && 'name' in project ? project.name : undefined;
    if (typeof name !== 'string' || name === '') throw new Error('the index has a project without a name');
    return name.toLowerCase().replace(/[-_.]+/g, '-');
  });
  return [...new Set(names)];
}
