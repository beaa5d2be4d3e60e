const served =
  /^https?:\/\/(?:esm\.sh|esm\.run|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net\/npm|deno\.land\/x)\/(?:v\d{1,4}\/)?/;

/** A module by the name of its package, where an import says where that is from: `npm:openai@4`, `https://esm.sh/openai@4`. */
export function plainModule(name: string): string {
  const bare = name.replace(/^(?:node|npm|jsr):\/?/, '').replace(served, '');
  if (bare === name) return name;
  const path = bare.replace(/[?#].*$/, '').replace(/(?<=.)@[^/]*/, '');
  return path.replace(/\/(?:mod|index)\.[mc]?[jt]s$/, '');
}
