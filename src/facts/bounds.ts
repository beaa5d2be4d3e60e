import type { Bound, ListedMalware, VersionRange } from '../model/advisory.ts';
import type { Versions } from '../model/ecosystem.ts';

type Order = Pick<Versions, 'compare'>;

/** Whether an advisory means the release; undefined where that is not known. Without a version: whether it means all. */
export function means(
  { ranges, isUnderstood }: ListedMalware,
  version: string | undefined,
  order: Order,
): boolean | undefined {
  const verdicts = ranges.map((range) =>
    isEverything(range) ? true : version === undefined ? false : liesWithin(version, range, order),
  );
  if (verdicts.includes(true)) return true;
  return isUnderstood && verdicts.every((verdict) => verdict === false) ? false : undefined;
}

/** No version lies outside: `>= 0`. */
export const isEverything = (range: VersionRange): boolean => range.length > 0 && range.every(isStart);

/** Nothing is left out at the bottom, test releases of the first version neither. */
const isStart = ({ operator, version }: Bound): boolean => operator === '>=' && /^0(?:\.0){0,9}$/.test(version);

/** All bounds hold; undefined where what is compared are no versions. */
function liesWithin(version: string, range: VersionRange, order: Order): boolean | undefined {
  const verdicts = range.map((bound) => holds(version, bound, order));
  if (verdicts.includes(false)) return false;
  return verdicts.every((verdict) => verdict === true) ? true : undefined;
}

function holds(version: string, bound: Bound, order: Order): boolean | undefined {
  if (isStart(bound)) return true;
  if (bound.operator === '=' && version === bound.version) return true;
  const end = readEnd(bound.version, order);
  return end === undefined || !isVersion(version, order)
    ? undefined
    : tests[bound.operator](order.compare(version, end));
}

const tests: Readonly<Record<Bound['operator'], (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '=': (order) => order === 0,
  '>=': (order) => order >= 0,
  '>': (order) => order > 0,
};

/** People write `2.0` where an ecosystem has three numbers: what is missing is zero. */
const readEnd = (text: string, order: Order): string | undefined =>
  [text, ...(/^[0-9]{1,15}(?:\.[0-9]{1,15})?$/.test(text) ? [`${text}.0`, `${text}.0.0`] : [])].find((one) =>
    isVersion(one, order),
  );

/** Texts that are no version sort before all that are, among themselves by their characters (`Versions.compare`). */
const isVersion = (text: string, { compare }: Order): boolean => compare(text, lastOfTexts) > 0;
const lastOfTexts = '\uffff';
