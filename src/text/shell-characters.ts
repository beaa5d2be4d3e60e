/** Characters that end a run of plain ones. */
export const specialInCommands = classify(' \t\n\r\\\'"$`#;&|()<>');
export const specialInQuotes = classify('\\"$`');
export const specialInDocuments = classify('\\$`');
export const specialInBraces = classify('\\\'"$`{}[]');

function classify(characters: string): Uint8Array {
  const classes = new Uint8Array(128);
  for (const character of characters) classes[character.charCodeAt(0)] = 1;
  return classes;
}
