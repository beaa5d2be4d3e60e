import { names } from '../names.ts';

/**
 * What an option says of the kinds of archives that pip may take, as `ClientUse.formats` has it; undefined where it says
 * nothing of them.
 * @param option without hyphens in front
 */
export function readFormats(option: string, value: string | undefined): readonly string[] | undefined {
  if (option === 'prefer-binary') return [option];
  return option === 'only-binary' || option === 'no-binary' ? [`${option} ${value ?? ''}`] : undefined;
}

/** Kinds of archives that pip takes of a package. */
export interface Allowed {
  readonly wheels: boolean;
  readonly sdists: boolean;
  /** Any wheel goes before any source archive, whatever their versions. */
  readonly prefersWheels: boolean;
}

/** What all options together allow: names go before `:all:`, and a later option takes back what an earlier one says (pip, `format_control.py`). */
export function allowedFor(name: string, formats: readonly string[]): Allowed {
  const only = new Set<string>();
  const no = new Set<string>();
  for (const one of formats) {
    const at = one.indexOf(' ');
    if (at >= 0)
      say(one.slice(at + 1).split(','), ...(one.startsWith('only') ? ([only, no] as const) : ([no, only] as const)));
  }
  const isOnly = only.has(name) || (!no.has(name) && only.has(all));
  const isNo = !isOnly && (no.has(name) || no.has(all));
  return { wheels: !isNo, sdists: !isOnly, prefersWheels: formats.includes('prefer-binary') };
}

const all = ':all:';

function say(values: readonly string[], target: Set<string>, other: Set<string>): void {
  const last = values.lastIndexOf(all);
  if (last >= 0) {
    for (const set of [target, other]) set.clear();
    target.add(all);
  }
  for (const value of values.slice(last + 1)) {
    if (value === ':none:') target.clear();
    else {
      other.delete(names.normalise(value));
      target.add(names.normalise(value));
    }
  }
}
