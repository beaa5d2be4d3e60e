import { compareRead, readVersion, startsWith } from './version-order.ts';

/** More clauses than anybody writes. */
const maxClauses = 100;

export interface Requirement {
  /** One of these must hold; of each, all clauses. */
  readonly alternatives: readonly (readonly Clause[])[];
  /** The one version it allows, where it allows one. */
  readonly exact?: string;
}

interface Clause {
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | '~=' | 'prefix' | 'not-prefix' | 'any';
  readonly version: string;
}

/**
 * Reads what follows the name in a match specification (conda, `models/match_spec.py` and `models/version.py`): `=1.2` means
 * 1.2 and everything below it, `==1.2` and `1.2` exactly that, `=1.2=build` too; `,` joins, `|` offers alternatives; a
 * build may follow after a blank. Undefined where it is no requirement. Linear.
 */
export function readVersionSpec(text: string): Requirement | undefined {
  const plain = text
    .trim()
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?([,|]) ?/g, '$1')
    .replace(/([=<>!~]) /g, '$1');
  const [written = '', build] = splitBuild(plain);
  if (build?.includes(' ') === true) return undefined;
  if (written === '' || written === '*') return { alternatives: [[]] };
  const alternatives: Clause[][] = [];
  for (const part of written.split('|')) {
    const clauses = part.split(',').map((clause) => readClause(clause, build !== undefined));
    const known = clauses.filter((clause) => clause !== undefined);
    if (known.length < clauses.length || known.length > maxClauses || alternatives.length > maxClauses)
      return undefined;
    alternatives.push(known);
  }
  const [only, ...others] = alternatives[0] ?? [];
  const isExact = alternatives.length === 1 && others.length === 0 && only?.operator === '==';
  return { alternatives, ...(isExact ? { exact: only.version } : {}) };
}

/** `version build`, or `version=build`. */
function splitBuild(text: string): readonly [version: string, build?: string | undefined] {
  const blank = text.indexOf(' ');
  if (blank >= 0) return [text.slice(0, blank), text.slice(blank + 1)];
  const [, version, build] = /^(={0,2}[^=<>!~,|]+)=([^=<>!~,|]+)$/.exec(text) ?? [];
  return version === undefined ? [text] : [version, build];
}

function readClause(text: string, hasBuild: boolean): Clause | undefined {
  const [, written = '', rest = ''] = /^(===|==|!=|<=|>=|~=|=|<|>)?(.*)$/s.exec(text) ?? [];
  if (rest === '*') return { operator: 'any', version: '' };
  const isOpen = rest.endsWith('*');
  const version = isOpen ? rest.replace(/\.?\*$/, '') : rest;
  if (readVersion(version) === undefined) return undefined;
  switch (written) {
    case '':
    case '==':
    case '===':
      return { operator: isOpen ? 'prefix' : '==', version };
    case '=':
      return { operator: hasBuild && !isOpen ? '==' : 'prefix', version };
    case '!=':
      return { operator: isOpen ? 'not-prefix' : '!=', version };
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '~=':
      return { operator: written, version };
    default:
      return undefined;
  }
}

export function satisfies(text: string, { alternatives }: Requirement): boolean {
  const version = readVersion(text);
  return version !== undefined && alternatives.some((clauses) => clauses.every((clause) => fits(version, clause)));
}

function fits(version: NonNullable<ReturnType<typeof readVersion>>, { operator, version: text }: Clause): boolean {
  const bound = operator === 'any' ? version : readVersion(text);
  if (bound === undefined) return false;
  const order = compareRead(version, bound);
  switch (operator) {
    case 'any':
      return true;
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '~=':
      return order >= 0 && startsWith(version, { ...bound, components: bound.components.slice(0, -1) });
    case 'prefix':
      return startsWith(version, bound);
    case 'not-prefix':
      return !startsWith(version, bound);
  }
}
