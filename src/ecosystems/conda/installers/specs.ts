/** A match specification of conda as people write it on a command line. Offsets are those of its text. */
export interface CondaSpec {
  readonly name: string;
  readonly nameAt: number;
  readonly channel?: string;
  readonly requirement?: string;
  readonly requirementAt?: number;
  /** Where exactly one version is asked for. */
  readonly version?: string;
}

const name = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}/;
const version = /^[0-9][0-9A-Za-z._+!-]*$/;

/**
 * Reads `channel::name`, followed by a version requirement: `name=1.2` (any 1.2), `name==1.2`, `name=1.2=build`,
 * `name>=1,<2`, `name 1.2.*`, `name[version='>=1']` (docs.conda.io, "Package match specifications"). A reason where it is none.
 */
export function readCondaSpec(text: string): CondaSpec | string {
  if (text.length > 1024) return 'too long to be a match specification';
  const colons = text.indexOf('::');
  const nameAt = colons < 0 ? 0 : colons + 2;
  const found = name.exec(text.slice(nameAt))?.[0];
  if (found === undefined) return 'no package name at the start of the match specification';
  const channel = colons > 0 ? { channel: text.slice(0, colons) } : {};
  const base = { name: found.toLowerCase(), nameAt, ...channel };
  const restAt = nameAt + found.length;
  const rest = text.slice(restAt);
  if (rest.trim() === '') return base;
  if (!/^[\s=<>!~[]/.test(rest)) return 'a character that no package name of conda has';
  const requirementAt = restAt + rest.length - rest.trimStart().length;
  const requirement = rest.trim();
  const exact = exactVersion(requirement);
  return { ...base, requirement, requirementAt, ...(exact === undefined ? {} : { version: exact }) };
}

/** `==1.2`, `=1.2=build` and `1.2 build` fix one; `=1.2` is any version that begins so. */
function exactVersion(requirement: string): string | undefined {
  const doubled = requirement.startsWith('==') ? requirement.slice(2).trim() : undefined;
  if (doubled !== undefined) return version.test(doubled) ? doubled : undefined;
  const parts = requirement.replace(/^=/, '').split('=');
  const [first = '', build] = parts;
  return parts.length === 2 && build !== undefined && build !== '' && version.test(first) ? first : undefined;
}
