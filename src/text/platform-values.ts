/** Expressions that only the settings of a platform fill, in the spelling of a value that is not known. */
const platformValue = /^\$\{_{1,9}(?:secrets|vars)_\w/;

/** Values that are not known, of those contexts of a workflow whose members have no members of their own. */
const unknownMember = /\$\{_{1,9}(secrets|vars|inputs|matrix)_(\w{1,200})\}/g;

/** Whether an address begins with a secret or a variable of the platform's settings: no file says what it is. */
export const isPlatformValue = (url: string): boolean => platformValue.test(url);

/** The text with such values as workflows write them: `${{ secrets.INDEX }}`. Linear. */
export const restoreExpressions = (text: string): string =>
  text.replace(unknownMember, (written: string, context: string, member: string) => {
    const name = member.replace(/_{1,9}$/, '');
    return name === '' ? written : `\${{ ${context}.${name} }}`;
  });
