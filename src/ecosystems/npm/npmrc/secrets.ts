/** Stands for whatever could be a credential. */
export const mask = '***';

/** The address without what stands before an `@` of its host; where that cannot be told, before its last `@`. */
export function maskUserInfo(url: string): string {
  const start = url.indexOf('://') + 3;
  if (start === 2) return url;
  const slash = url.indexOf('/', start);
  const end = slash === -1 || !URL.canParse(url) ? url.length : slash;
  const sign = url.lastIndexOf('@', end - 1);
  return sign < start ? url : `${url.slice(0, start)}${mask}${url.slice(sign)}`;
}
