/** Shells, clients and Windows each mark a variable in their own way; without its end nobody can tell its name. */
const mark = /[$%]\{|\$[A-Za-z_]|%[A-Za-z_]\w*%/;
const whole = /^(?:[$%]\{\w[^{}\s]{0,200}\}|\$\w{1,200}|%\w{1,200}%)/;

/** A variable that stands in an address: what it is, only the surroundings of a client tell. */
export interface OpenVariable {
  /** As written; left out where that has no end. */
  readonly written?: string;
  /** Without it, it is not known which host is meant. */
  readonly isHost: boolean;
}

/** The first variable of an address. Linear. */
export function findVariable(url: string): OpenVariable | undefined {
  const at = url.search(mark);
  if (at === -1) return undefined;
  const [written] = whole.exec(url.slice(at, at + 250)) ?? [];
  const from = url.indexOf('//') + 2;
  const length = url.slice(from).search(/[/?#]/);
  const end = length === -1 ? url.length : from + length;
  const isHost = from > 1 && from <= at && at < end && url.lastIndexOf('@', end) < at;
  return { isHost, ...(written === undefined ? {} : { written }) };
}
