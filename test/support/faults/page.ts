import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partsOfGitHub } from './change.ts';
import { serviceFaults } from './faults.ts';
import type { Column } from './matrix.ts';
import { askedServices } from './services.ts';

const page = join(import.meta.dirname, '../../../docs/reliability.md');
/** Set to write the page instead of comparing it. */
const variable = 'GAZETTEER_WRITE_RELIABILITY';

const titles = [...askedServices, ...partsOfGitHub].map(({ title }) => title);
const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Outcomes that the page holds, by fault and service. */
function readTable(text: string): Map<string, Map<string, string>> {
  const [head = [], , ...rows] = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1));
  return new Map(
    rows.map(([fault = '', ...cells]) => [
      fault.trim(),
      new Map(cells.map((cell, at) => [(head[at + 1] ?? '').trim(), cell.trim()])),
    ]),
  );
}

function printPage(outcomes: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const rows = serviceFaults.map(({ title }) => [title, ...titles.map((one) => outcomes.get(title)?.get(one) ?? '')]);
  const table = [['fault', ...titles], ['---', ...titles.map(() => '---')], ...rows].map(rowOf).join('\n');
  return `# When services fail

What an audit comes to when a service that it asks fails, each in every way below; all others answer. Written by the tests
in \`test/e2e/faults-*.test.ts\`, which run every cell and compare this page with what they found:

    ${variable}=1 npx vitest run --no-file-parallelism faults-

The change that is audited brings in packages that are fine, so that nothing but the fault shows. A cell is the exit status,
and what the report says of the service. The same change is audited with packages that do not exist, with malware and with a
commit that only a fork has: whatever the fault, none of them passes for clean, none that could not be asked for is said not
to exist, and nothing is said against what is fine.

- **npm** and **PyPI** are registries of record. While one is silent, each of its packages is *unverified*, and the run is
  incomplete: exit status 3 (0 with \`on-unverified: warn\`).
- **OSV** only adds knowledge. Its silence is a warning that names the packages, and the verdict says so: "Passed: nothing
  found, but advisories of 12 packages were not answered", also with \`--quiet\`. Pages for people name the ten at most risk and
  count the others: what the repository itself names comes first, then what is new to it, then what few people use. The log
  of a workflow and the JSON report name all, SARIF 10,000 in a run.
- **GitHub's advisories** do, too. Who asks without a token, as here, is answered few requests an hour: 403 and 429 are a note
  then, and a warning for who has one. That its list is empty is an answer.
- **deps.dev** saves requests: without it the registry's whole documents tell when a release was published. Its silence is a
  warning that names the packages, and all findings are the same.
- **GitHub** is asked about repositories and commits that workflows name. Nothing waits for it: its silence is a note
  that names them, and the verdict counts them.
- **GitHub: the change** is where the action reads the pull request from. What cannot be read is never taken for unchanged:
  the run ends with 3. **GitHub: its files**: the answer that tells the commits comes, and every other one has the fault.
- A registry that answers 404 to everything denies packages that many people use. Where a public registry denies two or more
  of those, and has none of all that it was asked for, its word proves nothing: all of that is unknown, not absent.
- A request takes at most 15 seconds, and at most half of \`budget.seconds\`, so that one host that never ends leaves the
  others their time. A body that unpacks to more than 500 times its size is given up.

${table}
`;
}

/** The page with these columns as they were found, and as it is; where the page is to be written, it is written first. */
export function comparePage(columns: readonly Column[]): { readonly found: string; readonly committed: string } {
  const before = readFileSync(page, 'utf8');
  const outcomes = readTable(before);
  for (const { title, cells } of columns) {
    for (const [fault, { outcome }] of cells) {
      const row = outcomes.get(fault) ?? new Map<string, string>();
      outcomes.set(fault, row.set(title, outcome));
    }
  }
  const found = printPage(outcomes);
  if (process.env[variable] !== undefined) writeFileSync(page, found);
  return { found, committed: readFileSync(page, 'utf8') };
}

/** What is wrong, with the cell that it is wrong in. */
export const wrongIn = (columns: readonly Column[]): readonly string[] =>
  columns.flatMap(({ title, cells }) =>
    [...cells].flatMap(([fault, { wrong }]) => wrong.map((what) => `${title}, ${fault}: ${what}`)),
  );
