/** Title of the annotation by which a run says how long it is held: to people, and to the job that runs it again. */
export const holdTitle = (until: string): string => `held until ${until}`;

/** The end of the hold in such a title; undefined for any other text. */
export function readHoldTitle(title: string): Date | undefined {
  const [, text] = /^held until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z)$/.exec(title) ?? [];
  const time = text === undefined ? undefined : new Date(text);
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
}
