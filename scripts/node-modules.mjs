// Takes Node's own modules by `process.getBuiltinModule`: an import makes the whole module one of ES first, which evaluates
// every getter of it, and of `node:crypto` alone loads all that is behind `webcrypto`, at every start.

const imported = /import\{([^{}]*)\}from"(node:[a-z0-9/_]+)";/g;

/** The same module, with the names that it imports from Node as its first constants. @param {string} code minified */
export function takeNodeModules(code) {
  const taken = [];
  const rest = code.replace(imported, (_, names, module) => {
    taken.push(`{${names.replaceAll(' as ', ':')}}=process.getBuiltinModule("${module}")`);
    return '';
  });
  return taken.length === 0 ? code : `const ${taken.join(',')};${rest}`;
}
