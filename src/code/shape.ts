/** A piece of code without what a formatter changes: spaces, line ends, the kind of quotes, a comma behind the last one. */
export const shapeOf = (code: string): string =>
  code
    .replace(/\s+/g, '')
    .replace(/["'`]/g, '"')
    .replace(/,(?=[)\]}])/g, '');
