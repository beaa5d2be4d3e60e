/** Stands for whatever could be a credential. */
const mask = '***';

/** What ends the part of an address that may hold a user and a password (RFC 3986, section 3.2). */
const ends = /[/?#\\\s"'<>`]/;

/** The text without the user and password of every address in it. Linear. */
export function maskCredentials(text: string): string {
  let masked = '';
  let copied = 0;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    let end = start;
    while (end < text.length && !ends.test(text.charAt(end))) end += 1;
    const sign = text.lastIndexOf('@', end - 1);
    if (sign < start || start < copied) continue;
    masked += text.slice(copied, start) + mask;
    copied = sign;
  }
  return masked + text.slice(copied);
}
