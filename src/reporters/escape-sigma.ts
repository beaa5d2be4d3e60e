/** Untrusted text inside a Sigma value: no wildcard (Sigma 2.0.0, "Escaping"). */
export const sigmaText = (text: string): string => text.replace(/[\\*?]/g, '\\$&');

/** Untrusted text inside a regular expression of the flavour that Sigma has ("Modifiers", `re`). */
export const sigmaRegex = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
