import type { AtlasEntry, AtlasLibrary, Basis } from '../../model/atlas.ts';
import { type Finding, rankFindings } from '../../model/finding.ts';
import { compareText } from '../../model/location.ts';
import { visible } from '../escape-invisible.ts';
import { count } from '../phrases.ts';
import { colourOf, type Grade, gradeWords, scoreOf } from './grade.ts';

/** Findings of one technique that its comment tells, and rules that it links. */
const mostTold = 10;
const maxMessage = 300;
const maxPath = 200;
const maxUrl = 2_000;

/** One finding that cites a technique. */
interface Sighting extends Grade {
  readonly finding: Finding;
  readonly basis: Basis;
}

export interface Sighted {
  readonly entry: AtlasEntry;
  /** What is gravest and nearest to the act. */
  readonly worst: Grade;
  readonly sightings: readonly Sighting[];
}

/** Techniques that findings cite, by id; and ids that the bundled release does not have. */
export function sightTechniques(
  findings: readonly Finding[],
  atlas: AtlasLibrary,
): { readonly sighted: readonly Sighted[]; readonly unknown: readonly string[] } {
  const found = new Map<string, { readonly entry: AtlasEntry; readonly sightings: Sighting[] }>();
  const unknown = new Set<string>();
  for (const finding of rankFindings(findings)) {
    for (const { id, basis, stance } of finding.atlas.techniques) {
      const entry = atlas.technique(id);
      if (entry === undefined) unknown.add(id);
      else {
        const held = found.get(entry.id) ?? { entry, sightings: [] };
        found.set(entry.id, held);
        held.sightings.push({ finding, basis, stance, severity: finding.severity });
      }
    }
  }
  const sighted = [...found.values()].map(({ entry, sightings }) => ({ entry, sightings, worst: worstOf(sightings) }));
  return {
    sighted: sighted.sort((a, b) => compareText(a.entry.id, b.entry.id)),
    unknown: [...unknown].sort(compareText),
  };
}

const worstOf = (sightings: readonly Sighting[]): Grade =>
  sightings.reduce((worst, one) => (scoreOf(one) > scoreOf(worst) ? one : worst));

/**
 * The entries of a layer, as those of ATLAS have them: a technique stands once under each of its tactics; a sub-technique names
 * none, and its technique, which is opened, stands beside it.
 */
export function techniqueObjects(sighted: readonly Sighted[], atlas: AtlasLibrary): readonly object[] {
  const opened = new Set(sighted.flatMap(({ entry }) => entry.parent ?? []));
  const cited = new Set(sighted.map(({ entry }) => entry.id));
  const parents = [...opened].flatMap((id) => (cited.has(id) ? [] : (atlas.technique(id) ?? [])));
  const marked = sighted.flatMap((one) => {
    const notes = annotationsOf(one);
    return place(one.entry, opened).map((where) => ({ ...where, ...notes }));
  });
  return [...marked, ...parents.flatMap((entry) => place(entry, opened))];
}

const place = ({ id, parent, tactics }: AtlasEntry, opened: ReadonlySet<string>): readonly object[] =>
  parent === undefined
    ? tactics.map(({ slug }) => ({ techniqueID: id, tactic: slug, showSubtechniques: opened.has(id) }))
    : [{ techniqueID: id }];

function annotationsOf({ entry, worst, sightings }: Sighted): object {
  return {
    score: scoreOf(worst),
    color: colourOf(worst),
    comment: commentOf(sightings),
    metadata: [
      { name: 'stix_id', value: entry.stixId },
      { name: 'findings', value: String(sightings.length) },
      { name: 'stance', value: listed(sightings.map(({ stance }) => stance)) },
      { name: 'basis', value: listed(sightings.map(({ basis }) => basis)) },
    ],
    links: [{ label: entry.id, url: entry.url }, ...rulePages(sightings)],
  };
}

const listed = (words: readonly string[]): string => [...new Set(words)].sort(compareText).join(', ');

/** A line for each finding, the gravest first. */
function commentOf(sightings: readonly Sighting[]): string {
  const lines = sightings.slice(0, mostTold).map(({ finding, ...grade }) => {
    const { ruleId, message, location } = finding;
    const at = `${visible(location.path, maxPath)}:${location.startLine}`;
    return `${gradeWords(grade)}: ${visible(ruleId, maxPath)}: ${visible(message, maxMessage)} (${at})`;
  });
  const more = sightings.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${count(more, 'finding')} more`] : [])].join('\n');
}

/** A click opens them: only what is an address of the web. */
function rulePages(sightings: readonly Sighting[]): readonly object[] {
  const pages = new Map(sightings.map(({ finding }) => [finding.helpUri, finding.ruleId]));
  return [...pages]
    .flatMap(([uri, ruleId]) => {
      const url = URL.canParse(uri) ? new URL(uri) : undefined;
      if (url === undefined || !/^https?:$/.test(url.protocol) || url.href.length > maxUrl) return [];
      return [{ label: visible(ruleId, maxPath), url: url.href }];
    })
    .slice(0, mostTold);
}
