import { constant, header } from './module.mjs';

const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const fields = new Set(['ecosystem', 'name', 'kind', 'within', 'runs', 'changed', 'entries', 'flaws', 'sources']);
const kinds = new Set(['purpose', 'entries']);
const isRange = (text) => /^(?:[<>=]=?|===?)[\w.]+(?:,[<>]=?[\w.]+)*$/.test(text);
const isSource = (text) => /^https:\/\/\S+$/.test(text) || /^[\w.-]+\/[\w.-]+: [\w./-]+$/.test(text);

/** What is wrong with a row; undefined where nothing is. */
function findFault(row) {
  const { kind, within, runs, entries, flaws, sources } = row;
  if (Object.keys(row).some((key) => !fields.has(key))) return 'a field that is none';
  if (!kinds.has(kind)) return 'no kind';
  if (within !== undefined && !isRange(within)) return 'a range that is none';
  if (typeof runs !== 'string' || runs.length > 200 || runs.endsWith('.'))
    return 'no short sentence without its full stop';
  if (!Array.isArray(sources) || sources.length === 0 || !sources.every(isSource)) return 'no source';
  if (!entries.every(({ path }) => /^[@\w./-]+:[\w.]+$/.test(path))) return 'an entry that is no module:name';
  if (!flaws.every(({ ids, affected, source }) => ids.every(isId) && isRange(affected) && isSource(source)))
    return 'a flaw without its ids, its range or its source';
  return undefined;
}

const isId = (id) => /^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})$/.test(id);

/** src/knowledge/execution/execution.gen.ts */
export function makeExecution(text) {
  const { compiled, packages } = JSON.parse(text);
  if (!/^\d{4}-\d\d$/.test(compiled)) throw new Error('the month of the list is missing');
  for (const row of packages) {
    const fault = findFault(row);
    if (fault !== undefined) throw new Error(`${row.ecosystem} ${row.name}: ${fault}`);
  }
  const keys = packages.map(({ ecosystem, name }) => `${ecosystem} ${name}`);
  if (keys.some((key, at) => at > 0 && compareText(keys[at - 1], key) > 0)) throw new Error('the rows are not sorted');
  const rows = packages.map((row) => JSON.stringify(row));
  const comment = 'A row a line, as data/execution.json has them; of one package the earlier versions first.';
  return `${header}\nexport const compiled = '${compiled}';\n${constant('packages', comment, rows)}`;
}
