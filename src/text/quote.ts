/** Names that cannot be mistaken for the words around them stand bare; anything else is quoted. */
export const quoteUnlessPlain = (name: string): string => (/^[\w@][\w@./:-]*$/.test(name) ? name : `"${name}"`);
