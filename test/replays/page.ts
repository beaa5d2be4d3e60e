import { ages, incidents, mistaken, outcomeOf, rulesOf, twins } from './all.ts';
import { outcomeOfPair, type Pair, pairAges } from './pairs.ts';
import type { Incident, Twin } from './replay.ts';
import type { Outcome } from './run.ts';

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(0)} % (${part} of ${whole})`;
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n');
const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

const said: Readonly<Record<Outcome['kind'], string>> = {
  pass: 'passes',
  hold: 'is held',
  fail: 'fails',
  incomplete: 'is incomplete',
};

/** So many of them, by what came of them. */
const count = (outcomes: readonly Outcome[], ...kinds: readonly Outcome['kind'][]): number =>
  outcomes.filter(({ kind }) => kinds.includes(kind)).length;

async function describeIncident(incident: Incident): Promise<readonly string[]> {
  const { kind } = await outcomeOf(incident, incident.after);
  const rules = await rulesOf(incident, incident.after);
  return [incident.title, incident.at.slice(0, 10), incident.after, code(rules), said[kind]];
}

async function describeIncidents(): Promise<string> {
  const rows = await Promise.all(incidents.map(describeIncident));
  const outcomes = await Promise.all(incidents.map((one) => outcomeOf(one, one.after)));
  const stopped = count(outcomes, 'fail', 'hold');
  return `Of ${incidents.length} replayed incidents ${percent(stopped, incidents.length)} fail or are held at the default settings: ${count(outcomes, 'fail')} fail, ${count(outcomes, 'hold')} are held.

${table(['incident', 'date', 'audited after', 'told by', 'the run'], rows)}`;
}

const describeAge = (age: string, outcomes: readonly Outcome[]): readonly string[] => {
  const whole = outcomes.length;
  const noted = outcomes.filter((one) => one.noted.length > 0).length;
  return [age, percent(count(outcomes, 'hold'), whole), percent(count(outcomes, 'fail'), whole), percent(noted, whole)];
};

const ageHead = ['age of what is new', 'held by its age alone', 'fails otherwise', 'has a finding above `low`'];

async function describeTwins(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const age of ages) rows.push(describeAge(age, await Promise.all(twins.map((twin) => outcomeOf(twin, age)))));
  const last = ages.at(-1) ?? '';
  const noted: (readonly string[])[] = [];
  for (const twin of twins) {
    const outcome = await outcomeOf(twin, last);
    if (outcome.noted.length > 0) noted.push([twin.title, code(outcome.noted)]);
  }
  const after =
    noted.length === 0
      ? ''
      : `\n\nAfter ${last} these have a finding above \`low\`:\n\n${table(['change', 'finding'], noted)}`;
  return `${twins.length} ordinary changes, each that resembles an incident in something:

${table(ageHead, rows)}${after}

<details><summary>All of them</summary>

${table(['change', ...ages], await Promise.all(twins.map(describeOutcomes)))}

</details>`;
}

const describeOutcomes = async (twin: Twin): Promise<readonly string[]> => [
  twin.title,
  ...(await Promise.all(ages.map(async (age) => said[(await outcomeOf(twin, age)).kind]))),
];

async function describeMistaken(): Promise<string> {
  const after = ages.at(-2) ?? '';
  const rows = mistaken.map(async (twin) => [...(await describeOutcomes(twin)), code(await rulesOf(twin, after))]);
  return `${mistaken.length} ordinary changes show what hijacked releases showed, and nothing that a registry says tells them apart. They fail for a week, as long as their age is a sign as well; an exception for the exact version lets one through.

${table(['change', ...ages, `told by, after ${after}`], await Promise.all(rows))}`;
}

/** What `real-registry.test.ts` and `test/support/verdaccio` show. */
const atVerdaccio = `## At a registry that others wrote

The incidents of npm, and some of the ordinary changes, are also served by [Verdaccio](https://verdaccio.org/) 6.10.4 (\`scripts/install-verdaccio.mjs\`). Releases are published over the wire as npm publishes them; then their times are set back in its storage, and what the public registry adds is put there. The incidents are served once more by a Verdaccio that has them from another registry. All of them are told as above: same rules, severities and confidence. What it answers is not all the same as at the public registry:

| Verdaccio | what comes of it |
|---|---|
| its full document has no \`maintainers\`, \`repository\` and \`description\` | they are read in the document of the release |
| a release that was published there has no \`_npmUser\`, \`maintainers\` and attestations | its publisher is not known: \`new-publisher\`, \`lost-provenance\` and \`unadopted-package\` say nothing, and other rules lack that sign |
| it keeps what a client sends, such fields as well | whoever may publish there can write any name into them |
| it denies a package with \`no such package available\`: also one that it has not kept, while the registry behind it is out of reach | where one of the names is well known, all that it denies is *unverified*; names that few use are taken for absent |
| it keeps releases, and \`latest\`, that the registry behind it has withdrawn | \`removed-package\` tells where a security placeholder was published after them; that a single release was withdrawn is not noticed |
| its short document has \`time\` | nothing: the full one is read |
| \`ETag\` and gzip, but no \`Cache-Control\` | each run asks whether its answers still hold |
| archives have its own address, and attestations none: their address answers 404 | nothing: hashes are compared, and attestations are not fetched |
`;

/** All of the page but the part about real changes, which takes the corpus. */
export async function describeReplays(): Promise<string> {
  return `<!-- Written by test/replays: npm run bench -- replays. Do not edit. -->
# How releases are judged

Incidents and ordinary changes are played again: the registries on loopback say what they said in that hour, the pull request brings in what it would have brought in, the clock is set, and no advisory knows anything. The incidents are of public accounts; what these do not tell is assumed as it tells least. Each is one entry of a file in \`test/replays\`.

*Is held* means that nothing but the age of a release fails the run: it passes by itself once the release is old enough, and the report says when. A release that shows nothing else cannot be told from an ordinary one of the same age, so ordinary ones are held as well. Everything graver *fails*.

## Incidents

${await describeIncidents()}

## Ordinary changes

${await describeTwins()}

## Ordinary changes that are mistaken

${await describeMistaken()}

${atVerdaccio}`;
}

/** The real changes of the corpus, where each release that they take is so old. */
export async function describePairs(pairs: readonly Pair[]): Promise<string> {
  const rows: (readonly string[])[] = [];
  const rules = new Set<string>();
  for (const age of pairAges) {
    const outcomes = await Promise.all(pairs.map((pair) => outcomeOfPair(pair, age)));
    rows.push(describeAge(age, outcomes));
    for (const { kind, failing } of outcomes) if (kind === 'fail') for (const rule of failing) rules.add(rule);
  }
  const rest =
    rules.size === 0
      ? ''
      : `\n\nWhat fails otherwise is told by ${code([...rules].filter((id) => id !== 'recent-release').sort())}.`;
  return `${pairsHeading}
${pairs.length} changes of lockfiles and requirements in public repositories, which are not part of this one. When their releases were published is not known there: each is taken to be of one age, all that was there before to be two years old, and of one account.

${table(ageHead, rows)}${rest}
`;
}

export const pairsHeading = '\n## Real changes\n';
