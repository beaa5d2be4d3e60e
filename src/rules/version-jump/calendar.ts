/** Whether the first number of a version may be a date: `2026`, `2603`, `202603`, `20260310`. */
export function isCalendarLike(major: number): boolean {
  const text = String(major);
  const isMonth = (at: number): boolean => Number(text.slice(at, at + 2)) >= 1 && Number(text.slice(at, at + 2)) <= 12;
  const isYear = /^2[01]\d\d/.test(text) && Number(text.slice(0, 4)) <= 2100;
  if (text.length === 4) return isYear || (/^[1-4]/.test(text) && isMonth(2));
  if (text.length === 6) return isYear && isMonth(4);
  const date = Number(text.slice(6));
  return text.length === 8 && isYear && isMonth(4) && date >= 1 && date <= 31;
}

/** The first number of a version, after the epoch of PEP 440; undefined where there is none. */
export function majorOf(version: string): number | undefined {
  const found = /^v?(?:\d+!)?(\d+)/i.exec(version)?.[1];
  return found === undefined ? undefined : Number(found);
}
